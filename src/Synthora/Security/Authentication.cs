using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Synthora.Data;
using Synthora.Features;
using Synthora.Features.Accounts;
using Synthora.Web.Errors;

namespace Synthora.Security;

/// <summary>Knows a user by a bearer token or the browser's cookie. Either only names a session, which is read each time.</summary>
internal sealed class Authentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder,
    Database database, AccessTokens tokens, TimeProvider clock) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Bearer = "Bearer ";
    private Error? _refusal;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var now = clock.GetUtcNow();
        await using var db = database.OpenForSystem();
        IQueryable<Session> sessions;
        var header = Request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            if (tokens.Check(header[Bearer.Length..].Trim()) is not { } token)
                return Refuse(new(ErrorKind.Authentication, "authentication_error", "The access token is not valid or has run out. Refresh it or sign in."));
            sessions = db.Sessions.Where(session => session.Id == token.SessionId);
        }
        else if (Request.Cookies[SessionCookie.Name] is { Length: > 0 } cookie)
        {
            var hash = Secrets.Hash(cookie);
            sessions = db.Sessions.Where(session => session.CookieHash == hash);
        }
        else
        {
            return AuthenticateResult.NoResult();
        }

        var found = await sessions.Where(session => session.EndedAt == null && session.ExpiresAt > now)
            .Join(db.Users, session => session.UserId, user => user.Id, (session, user) => new { session.Id, session.Kind, User = user })
            .AsNoTracking().SingleOrDefaultAsync(Context.RequestAborted);
        if (found is null) return Refuse(new(ErrorKind.Authentication, "authentication_error", "The session has ended. Sign in again."));
        if (!found.User.IsActive) return Refuse(AccountErrors.Disabled);

        Context.Features.Set(new SignedInUser(
            new Caller(found.User.Id, found.User.Role, Context.TraceIdentifier) { SessionId = found.Id },
            found.User.Email, found.User.Name, header.Length == 0));
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, found.User.Id.ToString()), new(ClaimTypes.Name, found.User.Name), new(ClaimTypes.Role, EnumText.Of(found.User.Role))],
            Scheme.Name);
        return AuthenticateResult.Success(new(new(identity), Scheme.Name));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (Request.Path.StartsWithSegments("/api"))
        {
            await Problems.WriteAsync(Context, _refusal ?? new(ErrorKind.Authentication, "authentication_error", "Sign in to use this."));
            return;
        }

        if (_refusal is not null) SessionCookie.Clear(Context);
        var reason = _refusal?.Code == AccountErrors.Disabled.Code ? "&reason=disabled" : "";
        Response.Redirect($"/login?return_url={UrlEncoder.Encode(Request.Path + Request.QueryString)}{reason}");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems.WriteAsync(Context, new(ErrorKind.Forbidden, "forbidden", "Your account may not do this."));

    private AuthenticateResult Refuse(Error error)
    {
        _refusal = error;
        return AuthenticateResult.Fail(error.Code);
    }
}
