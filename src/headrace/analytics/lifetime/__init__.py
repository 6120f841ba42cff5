"""What becomes of customers: who stays, what they pay, what one is worth. Arithmetic on counted tables and arrays."""
