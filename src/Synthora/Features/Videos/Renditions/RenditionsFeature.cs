using Synthora.Jobs;
using Synthora.Security;
using Synthora.Web;
using Synthora.Web.Errors;

namespace Synthora.Features.Videos.Renditions;

/// <summary>Finished videos in other shapes and for other platforms.</summary>
public static class RenditionsFeature
{
    public static IServiceCollection AddRenditions(this IServiceCollection services) => services
        .AddScoped<ListRenditions>().AddScoped<OrderRendition>().AddScoped<RemoveRendition>().AddScoped<DroppedRenditions>().AddScoped<StuckRenditions>()
        .AddScoped<IJobHandler, RenditionRendering>();

    public static void MapRenditions(this IEndpointRouteBuilder api)
    {
        var variants = api.MapGroup("/videos/{id:guid}/variants").WithTags("Videos").RequireAuthorization();
        variants.MapGet("/", (Guid id, ListRenditions list, HttpContext http, CancellationToken ct) => list.HandleAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<IReadOnlyList<RenditionResponse>>("list_variants", "In which shapes and for which platforms a video can be had.", "What is there, is being made, or can be made.", 200, 401, 403, 404, 409, 410);
        variants.MapPost("/", async (Guid id, OrderRenditionRequest request, OrderRendition order, HttpContext http, CancellationToken ct) =>
            {
                var taken = await order.HandleAsync(http.GetCaller(), id, request, ct);
                return taken.IsOk ? Results.Accepted($"/api/v1/videos/{id}/variants", taken.Value) : new ProblemResult(taken.Error);
            })
            .Describe<AcceptedRendition>("make_variant", "Has a video made in another shape or for another platform.", "In the background, from its scenes; what is there already is answered as it is. It counts against the storage and goes when the video shows another version.", 202, 400, 401, 403, 404, 409, 410, 429);
        variants.MapDelete("/{variant}", (Guid id, string variant, RemoveRendition remove, HttpContext http, CancellationToken ct) => remove.HandleAsync(http.GetCaller(), id, variant, ct).AsNoContent())
            .Describe("delete_variant", "Stops a variant that is being made, or deletes a finished one.", "", 204, 401, 403, 404);
    }
}
