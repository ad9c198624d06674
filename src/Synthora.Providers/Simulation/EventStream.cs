using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Synthora.Providers.Simulation;

/// <summary>Writes a stream as a vendor does: named events, bare data or one JSON value a line.</summary>
internal sealed record EventStream(IEnumerable<(string? Kind, JsonNode Data)> Events, string? Ends = null, bool Lines = false) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = Lines ? "application/x-ndjson" : "text/event-stream";
        foreach (var (kind, data) in Events)
        {
            var text = Lines ? data.ToJsonString() + "\n" : (kind is null ? "" : $"event: {kind}\n") + $"data: {data.ToJsonString()}\n\n";
            await httpContext.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), httpContext.RequestAborted);
            await httpContext.Response.Body.FlushAsync(httpContext.RequestAborted);
        }

        if (Ends is not null) await httpContext.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($"data: {Ends}\n\n"), httpContext.RequestAborted);
    }
}
