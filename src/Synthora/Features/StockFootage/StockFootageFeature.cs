using Synthora.Security;
using Synthora.Web;
using Synthora.Web.Errors;

namespace Synthora.Features.StockFootage;

/// <summary>Photos and clips that others made, for the scenes of a video.</summary>
public static class StockFootageFeature
{
    public static IServiceCollection AddStockFootage(this IServiceCollection services) => services.AddSingleton<SearchStock>().AddSingleton<FetchStock>();

    public static void MapStockFootage(this IEndpointRouteBuilder api) =>
        api.MapGet("/stock", ([AsParameters] SearchStockRequest request, SearchStock search, HttpContext http, CancellationToken ct) =>
                search.HandleAsync(http.GetCaller(), request, ct).AsOk()).WithTags("Stock footage").RequireAuthorization()
            .Describe<StockSearchResponse>("search_stock", "Photos and clips from the stock providers that work for you.", "The best fit for the query and the narration comes first, each with the credit its licence asks for.", 200, 400, 401, 403);
}
