using Synthora.Features.Notifications;

namespace Synthora.Features.Integrations;

/// <summary>What users are told of their keys.</summary>
internal static class IntegrationNotice
{
    /// <param name="keyVersion">Each stored key is told of once.</param>
    public static Notice Refused(Guid userId, string name, string provider, int keyVersion, string why) => new(
        userId, NotificationType.IntegrationError, $"integration-refused:{provider}:{keyVersion}", $"{name} does not accept your key any more",
        $"{why} Videos go on with whoever else is set up. Paste a new key on the integrations page.")
    {
        Link = "/integrations",
        Data = new { provider },
    };

    /// <param name="userId">An administrator; each is told once a day, however many users' videos the key fails.</param>
    public static Notice PlatformKeyRefused(Guid userId, string name, string provider, string why, DateTimeOffset now) => new(
        userId, NotificationType.IntegrationError, $"platform-key-refused:{provider}:{now.UtcDateTime:yyyy-MM-dd}", $"{name} does not accept this installation's key any more",
        $"{why} Videos of users without a key of their own go on with whoever else is set up. Put a new key into the setting Providers:{provider}:ApiKey and start the server again.")
    {
        Link = "/admin",
        Data = new { provider },
    };

    public static Notice Shown(Guid userId, string name, DateTimeOffset now) => new(
        userId, NotificationType.Security, $"key-shown:{Guid.CreateVersion7(now)}", $"Your key for {name} was shown",
        "Somebody who is signed in as you looked at the whole key. If that was not you, change your password, and replace the key at its vendor.")
    {
        Link = "/integrations",
    };
}
