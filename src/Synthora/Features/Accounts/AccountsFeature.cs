using Synthora.Security;
using Synthora.Web;
using Synthora.Web.Errors;

namespace Synthora.Features.Accounts;

/// <summary>The door: accounts, sign-in and tokens.</summary>
public static class AccountsFeature
{
    public static IServiceCollection AddAccounts(this IServiceCollection services) => services
        .AddSingleton<Passwords>()
        .AddSingleton<Sessions>()
        .AddScoped<Register>()
        .AddScoped<SignIn>()
        .AddScoped<SignOut>()
        .AddScoped<RefreshSession>()
        .AddScoped<VerifyToken>()
        .AddScoped<GetMe>()
        .AddScoped<GetSetupStatus>();

    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        var auth = api.MapGroup("/auth").WithTags("Accounts").RequireRateLimiting(RateLimits.Auth).AllowAnonymous();
        auth.MapPost("/register", (RegisterRequest request, Register register, HttpContext http, CancellationToken ct) =>
                SignInResponse.FromAsync(register.HandleAsync(request, SessionCookie.ClientOf(http, SessionKind.Api), ct)).AsCreated("/api/v1/auth/me"))
            .Describe<SignInResponse>("register", "Opens an account and signs it in.", "The first account of an installation becomes its administrator. Whoever opens one accepts the terms of the installation, where its operator has set any.", 201, 400, 403, 409, 429);
        auth.MapPost("/login", (SignInRequest request, SignIn signIn, HttpContext http, CancellationToken ct) =>
                SignInResponse.FromAsync(signIn.HandleAsync(request, SessionCookie.ClientOf(http, SessionKind.Api), ct)).AsOk())
            .Describe<SignInResponse>("login", "Signs in with e-mail and password.", "Five failures within a quarter of an hour close the account to that address for the rest of it.", 200, 400, 401, 403, 429);
        auth.MapPost("/refresh", (RefreshSessionRequest request, RefreshSession refresh, CancellationToken ct) => SignInResponse.FromAsync(refresh.HandleAsync(request, ct)).AsOk())
            .Describe<SignInResponse>("refresh_session", "Trades a refresh token for a new pair.", "A token works once; using it again ends the session.", 200, 400, 401, 403, 429);
        auth.MapPost("/verify-token", (VerifyTokenRequest request, VerifyToken verify, CancellationToken ct) => verify.HandleAsync(request, ct).AsOk())
            .Describe<VerifiedToken>("verify_token", "Says whether an access token would be accepted.", "Changes nothing.", 200, 400, 429);
        auth.MapGet("/setup-status", (GetSetupStatus status, CancellationToken ct) => status.HandleAsync(ct).AsOk())
            .Describe<SetupStatusResponse>("setup_status", "Says whether an administrator exists.", "Lets the first visitor be told to open the first account.", 200, 429);

        var me = api.MapGroup("/auth").WithTags("Accounts").RequireAuthorization();
        me.MapGet("/me", (GetMe get, HttpContext http, CancellationToken ct) => get.HandleAsync(http.GetCaller(), ct).AsOk())
            .Describe<MeResponse>("get_me", "The signed-in user and what they may use.", "", 200, 401, 403);
        me.MapPost("/logout", async (SignOut signOut, HttpContext http, CancellationToken ct, bool everywhere = false) =>
            {
                SessionCookie.Clear(http);
                return await signOut.HandleAsync(http.GetCaller(), new(everywhere), ct).AsOk();
            })
            .Describe<SignedOut>("logout", "Ends this session, or all of them.", "Access and refresh tokens of an ended session stop working at once.", 200, 401, 403);
    }
}
