using Synthora.Features;

namespace Synthora.Web.Errors;

/// <summary>The body of every refusal: RFC 9457 with our stable code, so that both generic and our own clients can read it.</summary>
public sealed record ProblemBody(
    string Type, string Title, int Status, string Error, string Message, IReadOnlyDictionary<string, object?>? Details, string RequestId);

public static class Problems
{
    public const string ContentType = "application/problem+json";

    public static int StatusOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Validation => 400,
        ErrorKind.Authentication => 401,
        ErrorKind.Forbidden => 403,
        ErrorKind.NotFound => 404,
        ErrorKind.Conflict => 409,
        ErrorKind.Gone => 410,
        ErrorKind.TooLarge => 413,
        ErrorKind.WrongType => 415,
        ErrorKind.TooMany => 429,
        ErrorKind.Provider => 502,
        _ => 503,
    };

    public static ProblemBody Of(HttpContext context, Error error, int? status = null) => new(
        "about:blank", error.Message, status ?? StatusOf(error.Kind), error.Code, error.Message, error.Details, context.TraceIdentifier);

    public static Task WriteAsync(HttpContext context, Error error, int? status = null)
    {
        var body = Of(context, error, status);
        context.Response.StatusCode = body.Status;
        if (error.Details?.GetValueOrDefault("retry_after_seconds") is int seconds) context.Response.Headers.RetryAfter = $"{seconds}";
        return context.Response.WriteAsJsonAsync(body, Json.Options, ContentType, context.RequestAborted);
    }
}

/// <summary>An <see cref="Error"/> as the answer of an endpoint.</summary>
public sealed class ProblemResult(Error error) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => Problems.WriteAsync(httpContext, error);
}
