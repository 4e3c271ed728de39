"""Forms."""

from django import forms


class SignupForm(forms.Form):
    """Placeholder."""

    def signup(self, request, user):
        """Nothing."""
