"""How dates are written, where this site wants it otherwise than Django (FORMAT_MODULE_PATH)."""
