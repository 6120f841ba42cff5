"""How fast is it? Each bench prints its figures beside a rival measured in the same run: `python -m bench`."""
