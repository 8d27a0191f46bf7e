"""Who comes in, for how long, and how often one may fail."""

# How many proxies in front of us write X-Forwarded-For; what more it holds, clients wrote themselves.
TRUSTED_PROXIES = 0

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "gevinst.access.adapter.ClosedAccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
# Failures are counted by axes, per address and place: per address alone,
# anybody could lock its owner out.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "60/m/ip"}
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
# allauth hands the address on under another name than its form has.
AXES_USERNAME_CALLABLE = "gevinst.access.adapter.login_name"
AXES_CLIENT_IP_CALLABLE = "gevinst.access.addresses.client_address"
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_RESET_ON_SUCCESS = True
# Trying while it is closed does not keep it closed: a quarter of an hour, says the page.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
# Who came in, when and from where is not kept: nobody asks for it.
AXES_DISABLE_ACCESS_LOG = True

SESSION_IDLE = 3 * 3600
SESSION_LONGEST = 12 * 3600
SESSION_COOKIE_AGE = SESSION_LONGEST
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
