namespace Synthora.Features.Integrations;

public static class IntegrationErrors
{
    public static readonly Error Duplicate = new(
        ErrorKind.Conflict, "conflict", "You have a key for this provider already. Change it instead of adding another.");

    public static readonly Error RevealOff = new(
        ErrorKind.Forbidden, "reveal_disabled", "Showing stored keys is switched off in this installation. Its operator can allow it with INTEGRATIONS_REVEAL_ENABLED.");

    public static readonly Error ReauthenticationNeeded = new(
        ErrorKind.Forbidden, "reauthentication_required", "Give your password again to see the key; what was given is not it. Without a password, sign out and in again, then repeat this within five minutes.");

    public static readonly Error Unreadable = new(
        ErrorKind.Conflict, "invalid_state", "The stored key cannot be opened any more, because the installation's master key has changed. Paste the key again.");

    public static Error Unknown(string provider) => OfField("provider", $"There is no provider '{provider}'. GET /integrations/available lists them.");

    public static Error OfField(string field, string message) => Errors.Validation(message, new Dictionary<string, object?> { [field] = message });

    public static Error TooManyReveals(int seconds) => new(
        ErrorKind.TooMany, "rate_limited", "Keys can be shown five times an hour, wrong passwords included. Wait a while.",
        new Dictionary<string, object?> { ["retry_after_seconds"] = seconds });

    public static Error Required(ProviderCategory category) => new(
        ErrorKind.Validation, "integration_required", $"Nobody is set up for {category.Word()}. Add a key on the integrations page.",
        new Dictionary<string, object?> { ["category"] = category.Word() });
}
