using Synthora.Features;
using Synthora.Features.Accounts.Tokens;
using Synthora.Web.Errors;

namespace Synthora.Security;

/// <summary>Marks what a person does who is signed in, and no program with a personal access token: whatever opens, closes or takes over the account.</summary>
internal sealed class SessionOnly
{
    public static readonly SessionOnly Mark = new();
}

internal static class SessionOnlyExtensions
{
    public static TBuilder SessionOnly<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(Security.SessionOnly.Mark);
}

/// <summary>Holds personal access tokens to what they were made for.</summary>
internal sealed class TokenGuard(RequestDelegate next)
{
    private static readonly Error NeedsSession = new(ErrorKind.Forbidden, "session_required", "Personal access tokens cannot do this. Sign in for it.");
    private static readonly Error ReadOnly = new(ErrorKind.Forbidden, "insufficient_scope", "This token may only read. Make one with the scope write.");

    public Task InvokeAsync(HttpContext context)
    {
        if (context.FindUser()?.Scope is not { } scope || !context.Request.Path.StartsWithSegments("/api")) return next(context);
        if (context.GetEndpoint()?.Metadata.GetMetadata<SessionOnly>() is not null) return Problems.WriteAsync(context, NeedsSession);
        var safe = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsOptions(context.Request.Method);
        return safe || scope != TokenScope.Read ? next(context) : Problems.WriteAsync(context, ReadOnly);
    }
}
