"""What a standalone kiosk is built from (`make dist`)."""
