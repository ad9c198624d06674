namespace Synthora.Web.Layout;

/// <summary>A place of the signed-in pages. Its texts are <c>nav.{Name}</c>; the keys are what a shortcut presses.</summary>
public sealed record Destination(string Name, string Href, string Icon, string? Keys = null);

/// <summary>Everything the sidebar, the phone's bar, the account menu and the command palette lead to, written once.</summary>
internal static class Navigation
{
    public static readonly Destination Create = new("create", "/create", "plus", "c");

    public static readonly Destination[] Main =
    [
        new("dashboard", "/dashboard", "layout-dashboard", "g d"),
        new("videos", "/videos", "clapperboard", "g v"),
        new("templates", "/templates", "layout-template", "g t"),
        new("library", "/library", "library", "g b"),
    ];

    public static readonly Destination[] Setup =
    [
        new("branding", "/account/branding", "paintbrush", "g k"),
        new("integrations", "/integrations", "plug", "g i"),
        new("settings", "/account", "settings", "g s"),
    ];

    /// <summary>The tabs of the administration, from what needs a look every day to what hardly ever does.</summary>
    public static readonly Destination[] Admin =
    [
        new("overview", "/admin", "server", "g o"),
        new("jobs", "/admin/jobs", "list-checks", "g j"),
        new("users", "/admin/users", "users", "g u"),
        new("admin_settings", "/admin/settings", "gauge"),
        new("prices", "/admin/prices", "credit-card"),
        new("logs", "/admin/logs", "activity", "g l"),
        new("audit", "/admin/audit", "scroll-text"),
    ];

    /// <summary>The tabs of the settings.</summary>
    public static readonly Destination[] Settings =
    [
        new("profile", "/account/profile", "user"),
        new("preferences", "/account/preferences", "palette"),
        new("generation", "/settings/generation", "clapperboard", "g g"),
        new("notices", "/settings/notifications", "bell"),
        new("security", "/account/security", "shield-check"),
        new("tokens", "/account/tokens", "key-round"),
        new("usage", "/account/usage", "gauge", "g q"),
        new("data", "/account/data", "database"),
    ];

    /// <summary>Behind the bell.</summary>
    public static readonly Destination Notifications = new("notifications", "/notifications", "bell", "g n");

    /// <summary>Stands for all of <see cref="Admin"/>.</summary>
    public static readonly Destination Administration = new("administration", "/admin", "shield-check");

    /// <summary>What fits under a thumb, the most wanted in the middle.</summary>
    public static readonly Destination[] Phone = [Main[0], Main[1], Create, Main[2], Main[3]];

    public static IEnumerable<Destination> All(bool isAdmin) => [Create, .. Main, Notifications, .. Setup, .. Settings, .. isAdmin ? Admin : []];

    /// <summary>What the help page has words about, each under its name.</summary>
    public static IEnumerable<Destination> Topics(bool isAdmin) => [Create, .. Main, Notifications, .. Setup, .. isAdmin ? Admin : []];

    public static bool IsAdministration(string name) => Array.Exists(Admin, place => place.Name == name);
}
