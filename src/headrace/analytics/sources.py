"""Where the methods of the questions come from, as answers and the reference cite them.

What a question counts and how it is named is often ours: its own `source` says so, and why.
"""

from headrace.core.texts import N_

# -- shares, and times to an end -----------------------------------------------------------------------------

WILSON = N_(
    'The interval of a rate: Wilson, "Probable Inference, the Law of Succession, and Statistical Inference" (1927).'
)
BY_VALUE = N_(
    'The interval of a ratio of sums: Cochran, "Sampling Techniques" (1977), brought into 0 to 1 after Korn and '
    'Graubard, "Confidence Intervals for Proportions with Small Expected Number of Positive Counts Estimated from '
    'Survey Data" (1998).'
)
KAPLAN_MEIER = N_(
    'Times with those still waiting: Kaplan and Meier, "Nonparametric Estimation from Incomplete Observations" (1958).'
)
AALEN_JOHANSEN = N_(
    'Ends that exclude each other: Aalen and Johansen, "An Empirical Transition Matrix for Non-homogeneous Markov '
    'Chains Based on Censored Observations" (1978). Their variance: Allignol, Schumacher and Beyersmann, "A Note on '
    'Variance Estimation of the Aalen-Johansen Estimator" (2010).'
)
YOUNG_COHORTS = N_(
    'Why cohorts are judged at one age: Bernhardsson, "Conversion rates - you are (most likely) computing them wrong"; '
    'Better, "Modeling conversion rates and saving millions of dollars using Kaplan-Meier and gamma distributions".'
)
DEVELOPED = N_(
    'The share developed, as insurers reckon it: Mack, "Distribution-free Calculation of the Standard Error of Chain '
    'Ladder Reserve Estimates" (1993).'
)
CURE = N_(
    'A share that never converts: Boag, "Maximum Likelihood Estimates of the Proportion of Patients Cured by Cancer '
    'Therapy" (1949); Berkson and Gage, "Survival Curve for Cancer Patients Following Treatment" (1952). '
    "The test on the edge: Self and Liang (1987)."
)

# -- comparisons ---------------------------------------------------------------------------------------------

BETTER = N_('The chance to be better: Cook, "Exact Calculation of Beta Inequalities" (2005).')
HOLM = N_('Many pairs at once: Holm, "A Simple Sequentially Rejective Multiple Test Procedure" (1979).')
MORE_TO_TELL = N_('How many more it takes: Fleiss, "Statistical Methods for Rates and Proportions" (1981).')
LOG_RANK = N_(
    'The log-rank test: Mantel, "Evaluation of Survival Data and Two New Rank Order Statistics" (1966); Peto and Peto '
    "(1972)."
)
NEWCOMBE = N_(
    'The interval of a difference: Newcombe, "Interval Estimation for the Difference between Independent Proportions" '
    "(1998), method 10."
)
WELCH = N_(
    "The interval of a difference of means: Welch, \"The Generalization of 'Student's' Problem when Several Different "
    'Population Variances are Involved" (1947).'
)

# -- the waterfall, its work and its worth -------------------------------------------------------------------

WATERFALL = N_(
    "The stages: SiriusDecisions' Demand Waterfall (2002 or 2006, sources differ). To show volume, conversion, "
    'velocity and value together: Forrester, "Visualizing A Waterfall".'
)
LEADS_GOING_COLD = N_("The article on leads going cold.")
COST_OF_INSIDE_SALES = N_(
    "The article on the cost of inside sales, after David Skok's model: a paid day over the share of it spent selling."
)
NO_INQUIRIES = N_("The article on leads that are no inquiries.")
RESPONSE = N_(
    'Why minutes matter: "Lead Response Management Study" (2007); "The Short Life of Online Sales Leads" (2011).'
)

# -- customers -----------------------------------------------------------------------------------------------

SAAS_METRICS = N_('Skok, "SaaS Metrics 2.0 - Detailed Definitions".')
RENEWALS = N_(
    'Shifted-beta-geometric model: Fader and Hardie, "How to Project Customer Retention" (2007); discounted lifetime: '
    'the same, "Customer-Base Valuation in a Contractual Setting" (2010).'
)
ORDERS = N_(
    "BG/NBD model: Fader, Hardie and Lee, \"'Counting Your Customers' the Easy Way: An Alternative to the Pareto/NBD "
    'Model" (2005).'
)
SPEND = N_(
    'Gamma-gamma model: Fader and Hardie, "The Gamma-Gamma Model of Monetary Value" (2013), after Colombo and Jiang '
    "(1999)."
)

# -- attribution ---------------------------------------------------------------------------------------------

POSITIONS = N_('Rules by position and age: "Attribution Models - The Math, Worked"; where tools differ, ours.')
MARKOV = N_(
    'Markov chains: Anderl, Becker, von Wangenheim and Schumann, "Mapping the customer journey: Lessons learned from '
    'graph-based online attribution modeling" (2016).'
)
SHAPLEY = N_(
    'Shapley values, the sum game: Zhao, Mahboobi and Bagheri, "Shapley Value Methods for Attribution Modeling in '
    'Online Advertising" (2018).'
)
CENTS = N_('Cents by largest remainders (Hamilton): Balinski and Young, "Fair Representation" (1982).')
BOOTSTRAP = N_('The intervals of credits: Efron and Tibshirani, "An Introduction to the Bootstrap" (1993).')

# -- scores and forecasts ------------------------------------------------------------------------------------

RELIABILITY = N_(
    'Reliability: Murphy and Winkler, "Reliability of Subjective Probability Forecasts of Precipitation and '
    'Temperature" (1977). The score: Brier, "Verification of Forecasts Expressed in Terms of Probability" (1950).'
)
POWER = N_(
    'The power of a score and its error: Hanley and McNeil, "The Meaning and Use of the Area under a Receiver '
    "Operating "
    'Characteristic (ROC) Curve" (1982).'
)
FORECAST = N_(
    'A chance by stage and age is that of a landmark: van Houwelingen, "Dynamic Prediction by Landmarking in Event '
    "History "
    'Analysis" (2007). That a range is as wide as earlier forecasts were wrong is ours: rates drift, and weeks differ.'
)
