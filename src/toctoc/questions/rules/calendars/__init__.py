"""iCalendar (RFC 5545): turns and hours going out, busy times coming in."""
