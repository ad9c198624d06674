using System.Security;
using Synthora.Features.Costs;
using Synthora.Features.Integrations;
using Synthora.Features.Mail;

namespace Synthora.Web.Landing;

/// <param name="Parts">Who is paid for what, by the catalogue's prices.</param>
public sealed record ExamplePrice(IReadOnlyList<(string Name, decimal Usd)> Parts)
{
    public decimal Total => Parts.Sum(part => part.Usd);
}

/// <summary>What strangers and search engines see.</summary>
internal static class LandingPages
{
    // A language model and a recorded voice: what most people add first.
    private static readonly string[] Example = ["anthropic", "elevenlabs"];

    public static void MapLanding(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/", (ProviderDirectory directory) => Pages.Show<LandingPage>(new
        {
            Example = new ExamplePrice([.. Example.Select(directory.Find).OfType<Providers.ProviderInfo>().Where(info => PriceList.Of(info) is not null).Select(info => (info.Name, PriceList.Of(info)!.Value))]),
        }));
        pages.MapGet("/robots.txt", (SiteAddress site) => Results.Text($"User-agent: *\nAllow: /$\nAllow: /assets/\nAllow: /landing/\nAllow: /og.png\nDisallow: /\n\nSitemap: {site.Of("/sitemap.xml")}\n"));
        pages.MapGet("/sitemap.xml", (SiteAddress site) => Results.Text(
            $"""
             <?xml version="1.0" encoding="UTF-8"?>
             <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{SecurityElement.Escape(site.Of("/"))}</loc></url></urlset>
             """, "application/xml"));
    }
}
