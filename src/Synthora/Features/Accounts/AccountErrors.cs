namespace Synthora.Features.Accounts;

public static class AccountErrors
{
    public static readonly Error Disabled = new(
        ErrorKind.Forbidden, "account_disabled", "This account is disabled. Ask the administrator of this installation.");

    public static readonly Error WrongCredentials = new(
        ErrorKind.Authentication, "authentication_error", "The e-mail address or the password is wrong.");

    public static readonly Error BadRefreshToken = new(
        ErrorKind.Authentication, "authentication_error", "The refresh token is not valid any more. Sign in again.");

    public static readonly Error EmailTaken = new(ErrorKind.Conflict, "conflict", "There is already an account with this e-mail address. Sign in instead.");

    public static readonly Error SetupTokenNeeded = new(
        ErrorKind.Forbidden, "setup_token_required",
        "The first account of this installation needs the setup token. Its operator finds it in the configuration as SETUP_TOKEN.");

    public static readonly Error RegistrationOff = new(
        ErrorKind.Forbidden, "registration_closed", "This installation takes no new accounts. Ask its administrator for one.");

    public static readonly Error LastAdmin = new(
        ErrorKind.Conflict, "last_admin", "This is the last administrator. Make somebody else one first.");

    public static Error TooManyFailures(int retryAfterSeconds) => new(
        ErrorKind.TooMany, "rate_limited", "Too many failed sign-ins. Wait a quarter of an hour and try again.",
        new Dictionary<string, object?> { ["retry_after_seconds"] = retryAfterSeconds });
}
