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
}
