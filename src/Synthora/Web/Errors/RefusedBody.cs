using Microsoft.AspNetCore.Http.Features;

namespace Synthora.Web.Errors;

/// <summary>
/// Takes in what a request still sends that was refused for its size. A connection that is closed on unread bytes is
/// reset, and whoever was sending never comes to read why.
/// </summary>
internal static class RefusedBody
{
    /// <summary>In bytes; who sends more than this learns it from the connection.</summary>
    private const long Most = 64L << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static IApplicationBuilder UseRefusedBody(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        await next(context);
        if (context.Response.StatusCode != StatusCodes.Status413PayloadTooLarge || context.Request.ContentLength is not <= Most) return;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is not { IsReadOnly: false } limit) return;
        limit.MaxRequestBodySize = null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(Patience);
        try
        {
            await context.Request.Body.CopyToAsync(Stream.Null, patience.Token);
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException)
        {
            // It was given up by whoever sent it, or takes too long.
        }
    });
}
