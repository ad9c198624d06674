using Synthora.Security;

namespace Synthora.Web.Gallery;

/// <summary>The component gallery: for whoever builds pages, and for administrators who check a theme.</summary>
internal static class GalleryPages
{
    public static void MapGallery(this IEndpointRouteBuilder root) =>
        root.MapGet("/ui", (HttpContext http, IHostEnvironment environment) =>
            environment.IsDevelopment() || http.GetCaller().IsAdmin ? Pages.Show<GalleryPage>() : Pages.Refuse(Synthora.Features.Errors.NotFound("page"))).RequireAuthorization();
}
