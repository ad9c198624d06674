using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Synthora.Data;
using Synthora.Features;
using Synthora.Features.Accounts;
using Synthora.Features.Accounts.Tokens;
using Synthora.Web.Errors;

namespace Synthora.Security;

/// <summary>Knows a user by a bearer token or the browser's cookie. Either only names a session, which is read each time.</summary>
internal sealed class Authentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder,
    Database database, AccessTokens tokens, TimeProvider clock) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Bearer = "Bearer ";

    /// <summary>How exactly the last use is kept: writing it each time would double the work of every request.</summary>
    private static readonly TimeSpan SeenStep = TimeSpan.FromMinutes(5);
    private Error? _refusal;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var now = clock.GetUtcNow();
        await using var db = database.OpenForSystem();
        var header = Request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            var shown = header[Bearer.Length..].Trim();
            if (shown.StartsWith(PersonalToken.Prefix, StringComparison.Ordinal)) return await ByPersonalTokenAsync(db, shown, now);
            if (tokens.Check(shown) is not { } token)
                return Refuse(new(ErrorKind.Authentication, "authentication_error", "The access token is not valid or has run out. Refresh it or sign in."));
            return await BySessionAsync(db, db.Sessions.Where(session => session.Id == token.SessionId), byCookie: false, now);
        }

        if (Request.Cookies[SessionCookie.Name] is not { Length: > 0 } cookie) return AuthenticateResult.NoResult();
        var hash = Secrets.Hash(cookie);
        return await BySessionAsync(db, db.Sessions.Where(session => session.CookieHash == hash), byCookie: header.Length == 0, now);
    }

    private async Task<AuthenticateResult> BySessionAsync(AppDbContext db, IQueryable<Session> sessions, bool byCookie, DateTimeOffset now)
    {
        var found = await sessions.Where(session => session.EndedAt == null && session.ExpiresAt > now)
            .Join(db.Users, session => session.UserId, user => user.Id, (session, user) => new { session.Id, session.SeenAt, User = user })
            .AsNoTracking().SingleOrDefaultAsync(Context.RequestAborted);
        if (found is null) return Refuse(new(ErrorKind.Authentication, "authentication_error", "The session has ended. Sign in again."));
        if (found.User.IsActive && !(found.SeenAt > now - SeenStep))
            await db.Sessions.Where(session => session.Id == found.Id).ExecuteUpdateAsync(set => set.SetProperty(session => session.SeenAt, now));
        return Accept(found.User, new Caller(found.User.Id, found.User.Role, Context.TraceIdentifier) { SessionId = found.Id }, byCookie, null);
    }

    private async Task<AuthenticateResult> ByPersonalTokenAsync(AppDbContext db, string shown, DateTimeOffset now)
    {
        var hash = Secrets.Hash(shown);
        var found = await db.PersonalTokens.Where(token => token.Hash == hash && token.RevokedAt == null && (token.ExpiresAt == null || token.ExpiresAt > now))
            .Join(db.Users, token => token.UserId, user => user.Id, (token, user) => new { token.Id, token.Scope, token.LastUsedAt, User = user })
            .AsNoTracking().SingleOrDefaultAsync(Context.RequestAborted);
        if (found is null) return Refuse(new(ErrorKind.Authentication, "authentication_error", "The personal access token is not known, was revoked or has run out."));
        if (found.User.IsActive && !(found.LastUsedAt > now - SeenStep))
            await db.PersonalTokens.Where(token => token.Id == found.Id).ExecuteUpdateAsync(set => set.SetProperty(token => token.LastUsedAt, now));
        return Accept(
            found.User, new Caller(found.User.Id, found.User.Role, Context.TraceIdentifier) { WithoutAdministration = found.Scope != TokenScope.Admin }, byCookie: false, found.Scope);
    }

    private AuthenticateResult Accept(User user, Caller caller, bool byCookie, TokenScope? scope)
    {
        if (!user.IsActive) return Refuse(AccountErrors.Disabled);
        Context.Features.Set(new SignedInUser(caller, user.Email, user.Name, byCookie)
        {
            Scope = scope, Language = user.Language, Timezone = user.Timezone, AvatarUrl = user.AvatarUrl,
        });
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, user.Id.ToString()), new(ClaimTypes.Name, user.Name), new(ClaimTypes.Role, EnumText.Of(user.Role))],
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
