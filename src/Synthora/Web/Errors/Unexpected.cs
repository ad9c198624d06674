using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Extensions;
using Synthora.Features;
using Synthora.Jobs;

namespace Synthora.Web.Errors;

/// <summary>What an exception looks like from outside: an absent database is said, a bug is logged and not shown.</summary>
internal sealed class Unexpected(ILogger<Unexpected> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested) return true;
        if (!httpContext.Request.Path.StartsWithSegments("/api")) return false;
        var (error, status) = Read(exception);
        if (status == 500) log.LogError(exception, "{Method} {Url} failed", httpContext.Request.Method, httpContext.Request.GetEncodedPathAndQuery());
        else if (status == 503) log.LogWarning("{Method} {Path} could not reach the database: {Reason}", httpContext.Request.Method, httpContext.Request.Path, exception.Message);
        await Problems.WriteAsync(httpContext, error, status);
        return true;
    }

    private static (Error Error, int Status) Read(Exception exception) => exception switch
    {
        BadHttpRequestException { StatusCode: 413 } => (new(ErrorKind.TooLarge, "payload_too_large", "The request is larger than this endpoint takes."), 413),
        BadHttpRequestException { StatusCode: 415 } => (new(ErrorKind.Validation, "unsupported_media_type", "Send JSON with Content-Type: application/json."), 415),
        // What the JSON reader says of an object that does not name its kind, before the endpoint has begun.
        NotSupportedException { Source: "System.Text.Json" } => (Features.Errors.Validation("The JSON is not as expected: an object in it does not say of which kind it is."), 400),
        BadHttpRequestException bad => (RequestFaults.Read(bad), 400),
        _ when UnstorableText.Is(exception) => (UnstorableText.Refusal, 400),
        _ when Transient.Is(exception) => (new(ErrorKind.Unavailable, "unavailable", "The database cannot be reached. Try again in a moment."), 503),
        _ => (new(ErrorKind.Unavailable, "internal_error", "Something went wrong on our side. The server's log says more under the request id."), 500),
    };
}
