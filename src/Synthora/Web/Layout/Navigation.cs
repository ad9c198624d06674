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
        new("notifications", "/notifications", "bell", "g n"),
    ];

    public static readonly Destination[] Setup =
    [
        new("branding", "/account/branding", "paintbrush", "g k"),
        new("integrations", "/integrations", "plug", "g i"),
        new("settings", "/settings/generation", "sliders-horizontal", "g s"),
        new("account", "/account", "settings", "g a"),
    ];

    public static readonly Destination[] Admin =
    [
        new("users", "/admin/users", "users", "g u"),
        new("admin_settings", "/admin/settings", "gauge"),
        new("audit", "/admin/audit", "scroll-text"),
        new("overview", "/admin", "server", "g o"),
        new("logs", "/admin/logs", "activity", "g l"),
        new("prices", "/admin/prices", "credit-card"),
    ];

    /// <summary>What fits under a thumb.</summary>
    public static IEnumerable<Destination> Phone => [Main[0], Create, Main[1]];

    public static IEnumerable<Destination> All(bool isAdmin) => [Create, .. Main, .. Setup, .. isAdmin ? Admin : []];
}
