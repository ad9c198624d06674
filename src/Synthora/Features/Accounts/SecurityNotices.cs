using Synthora.Features.Notifications;

namespace Synthora.Features.Accounts;

/// <summary>What owners are told whenever the way into their account changes, so that they notice when it was not them.</summary>
internal static class SecurityNotices
{
    public static Notice PasswordChanged(Guid userId, DateTimeOffset now) => New(
        userId, $"password:{now.UtcTicks}", "Your password was changed", "All other sessions were ended. If this was not you, choose a new password with “Forgot password” and look at your access tokens.");

    public static Notice TokenMade(Guid userId, Guid tokenId, string name) => New(
        userId, $"token:{tokenId}", "A personal access token was made", $"“{name}” can now use the API in your name. If this was not you, revoke it and change your password.", "/account/tokens");

    public static Notice Closing(Guid userId, DateTimeOffset now, DateTimeOffset purge) => New(
        userId, $"closing:{now.UtcTicks}", "Your account was closed", $"It is deleted for good on {purge.UtcDateTime:d MMMM yyyy 'at' HH:mm} UTC. Signing in before that takes it back.");

    public static Notice Clearing(Guid userId, DateTimeOffset now, DateTimeOffset clear) => New(
        userId, $"clearing:{now.UtcTicks}", "Everything in your account is going to be deleted", $"That happens on {clear.UtcDateTime:d MMMM yyyy 'at' HH:mm} UTC. Until then you can stop it.", "/account/data");

    private static Notice New(Guid userId, string key, string title, string message, string link = "/account/security") =>
        new(userId, NotificationType.Security, $"security:{key}", title, message) { Link = link };
}
