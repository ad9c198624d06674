using Synthora.Security;

namespace Synthora.Web.Help;

internal static class HelpPages
{
    public static void MapHelp(this IEndpointRouteBuilder pages) => pages.MapGet("/help", () => Pages.Show<HelpPage>()).RequireAuthorization();
}
