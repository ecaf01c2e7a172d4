"""Links that an account has elsewhere, made into ours."""
