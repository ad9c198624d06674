using Microsoft.AspNetCore.Http.Features;
using Synthora.Features.Accounts.Links;
using Synthora.Features.Accounts.Profiles;
using Synthora.Features.Accounts.Tokens;
using Synthora.Features.OwnData;
using Synthora.Security;
using Synthora.Web;
using Synthora.Web.Errors;

namespace Synthora.Features.Accounts;

/// <summary>One's own account once one is in: profile, password, sessions, tokens, preferences.</summary>
public static class AccountFeature
{
    public static IServiceCollection AddOwnAccount(this IServiceCollection services) => services
        .AddSingleton<MailedLinks>().AddSingleton<Reauthentication>()
        .AddScoped<ForgotPassword>().AddScoped<ResetPassword>().AddScoped<VerifyEmail>().AddScoped<SendVerification>()
        .AddScoped<ChangePassword>().AddScoped<ManageSessions>().AddScoped<ManageTokens>()
        .AddScoped<ClearData>().AddScoped<CloseAccount>()
        .AddScoped<ChangeProfile>();

    public static void MapOwnAccount(this IEndpointRouteBuilder api)
    {
        MapLinks(api);
        MapProfile(api);
        var me = api.MapGroup("/auth").WithTags("Account").RequireAuthorization().SessionOnly();
        me.MapPost("/change-password", (ChangePasswordRequest request, ChangePassword change, HttpContext http, CancellationToken ct) => change.HandleAsync(http.GetCaller(), request, ct).AsOk())
            .Describe<PasswordSet>("change_password", "Sets a new password.", "Ends every other session.", 200, 400, 401, 403, 429);
        me.MapGet("/sessions", (ManageSessions manage, HttpContext http, CancellationToken ct) => manage.ListAsync(http.GetCaller(), ct).AsOk())
            .Describe<IReadOnlyList<SessionResponse>>("list_sessions", "Where you are signed in.", "", 200, 401, 403);
        me.MapDelete("/sessions", (ManageSessions manage, HttpContext http, CancellationToken ct) => manage.EndOthersAsync(http.GetCaller(), ct).AsOk())
            .Describe<SignedOut>("end_other_sessions", "Signs out everywhere else.", "", 200, 401, 403);
        me.MapDelete("/sessions/{id:guid}", (Guid id, ManageSessions manage, HttpContext http, CancellationToken ct) => manage.EndAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<SignedOut>("end_session", "Signs out there.", "", 200, 401, 403, 404);
        me.MapGet("/tokens", (ManageTokens manage, HttpContext http, CancellationToken ct) => manage.ListAsync(http.GetCaller(), ct).AsOk())
            .Describe<IReadOnlyList<TokenResponse>>("list_tokens", "Your personal access tokens.", "", 200, 401, 403);
        me.MapPost("/tokens", (CreateTokenRequest request, ManageTokens manage, HttpContext http, CancellationToken ct) => manage.CreateAsync(http.GetCaller(), request, ct).AsCreated("/api/v1/auth/tokens"))
            .Describe<NewTokenResponse>("create_token", "Makes a personal access token.", "It is shown in this answer and never again. Send it as a bearer token.", 201, 400, 401, 403, 409);
        me.MapDelete("/tokens/{id:guid}", (Guid id, ManageTokens manage, HttpContext http, CancellationToken ct) => manage.RevokeAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<TokenResponse>("revoke_token", "Ends a token at once.", "", 200, 401, 403, 404);
    }

    private static void MapLinks(IEndpointRouteBuilder api)
    {
        var links = api.MapGroup("/auth").WithTags("Accounts").RequireRateLimiting(RateLimits.Auth).AllowAnonymous();
        links.MapPost("/forgot-password", (ForgotPasswordRequest request, ForgotPassword forgot, CancellationToken ct) => forgot.HandleAsync(request, ct).AsOk())
            .Describe<LetterOnItsWay>("forgot_password", "E-mails a link for a new password.", "The answer is the same whether or not there is such an account. The link works once, for an hour.", 200, 400, 429);
        links.MapPost("/reset-password", (ResetPasswordRequest request, ResetPassword reset, CancellationToken ct) => reset.HandleAsync(request, ct).AsOk())
            .Describe<PasswordSet>("reset_password", "Sets a new password with an e-mailed link.", "Ends every session of the account.", 200, 400, 429);
        links.MapPost("/verify-email", (VerifyEmailRequest request, VerifyEmail verify, CancellationToken ct) => verify.HandleAsync(request, ct).AsOk())
            .Describe<EmailConfirmed>("verify_email", "Confirms an e-mail address with an e-mailed link.", "", 200, 400, 429);
        api.MapPost("/auth/send-verification", (SendVerification send, HttpContext http, CancellationToken ct) => send.HandleAsync(http.GetCaller(), ct).AsOk())
            .WithTags("Accounts").RequireAuthorization().SessionOnly()
            .Describe<LetterOnItsWay>("send_verification", "E-mails the link that confirms your address again.", "At most three an hour.", 200, 401, 403, 409, 429);
    }

    private static void MapProfile(IEndpointRouteBuilder api)
    {
        var users = api.MapGroup("/users").WithTags("Account").RequireAuthorization();
        users.MapGet("/profile", async (GetMe get, HttpContext http, CancellationToken ct) =>
            await get.HandleAsync(http.GetCaller(), ct) is { IsOk: true, Value: { } me } ? Results.Ok(me.User) : new ProblemResult(Errors.NotFound("account")))
            .Describe<Profile>("get_profile", "Your profile.", "", 200, 401, 403);
        users.MapPatch("/profile", (ChangeProfileRequest request, ChangeProfile change, HttpContext http, CancellationToken ct) => change.HandleAsync(http.GetCaller(), request, ct).AsOk())
            .Describe<Profile>("change_profile", "Changes your name.", "", 200, 400, 401, 403);
        users.MapPut("/profile/avatar", async (ChangeAvatar change, HttpContext http, CancellationToken ct) =>
            {
                http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = ChangeAvatar.MaxBytes + 4096;
                return await change.HandleAsync(http.GetCaller(), http.Request.Body, ct).AsOk();
            })
            .Accepts<Stream>("image/png", "image/jpeg", "image/webp")
            .Describe<Profile>("change_avatar", "Replaces your picture.", "PNG, JPEG or WebP of at most 2 MB as the body; kept as a square of 256 pixels.", 200, 400, 401, 403, 413);
        users.MapDelete("/profile/avatar", (ChangeAvatar change, HttpContext http, CancellationToken ct) => change.RemoveAsync(http.GetCaller(), ct).AsOk())
            .Describe<Profile>("remove_avatar", "Removes your picture.", "", 200, 401, 403);
        users.MapGet("/{id:guid}/avatar", async (Guid id, ChangeAvatar avatar, HttpContext http, CancellationToken ct) =>
            {
                if (await avatar.OpenAsync(http.GetCaller(), id, ct) is not { IsOk: true, Value: { } file }) return new ProblemResult(Errors.NotFound("picture"));
                http.Response.Headers.CacheControl = "private, max-age=86400";
                return Results.Stream(file.Content, "image/jpeg", lastModified: file.LastModified);
            })
            .DescribeFile("get_avatar", "A user's picture.", "Your own; for administrators anybody's.", "image/jpeg", 401, 403, 404);

        foreach (var method in (string[])["POST", "PUT"])
        {
            api.MapMethods("/settings", [method], async (ChangePreferencesRequest request, Preferences preferences, HttpContext http, CancellationToken ct) =>
                {
                    var changed = await preferences.ChangeAsync(http.GetCaller(), request, ct);
                    if (changed.IsOk && http.FindUser()!.ByCookie)
                    {
                        Language.Remember(http, changed.Value.Language);
                        Theme.Remember(http, changed.Value.Theme);
                    }

                    return changed.IsOk ? Results.Ok(changed.Value) : new ProblemResult(changed.Error);
                })
                .WithTags("Settings").RequireAuthorization()
                .Describe<PreferencesView>(method == "PUT" ? "change_preferences" : "change_preferences_alias", "Changes language, time zone, theme, consents and where you are told of what.", "What is absent stays.", 200, 400, 401, 403);
        }

        api.MapGet("/settings", (Preferences preferences, HttpContext http, CancellationToken ct) => preferences.GetAsync(http.GetCaller(), ct).AsOk()).WithTags("Settings").RequireAuthorization()
            .Describe<PreferencesView>("get_preferences", "Your language, time zone, theme and consents, and where you are told of what.", "", 200, 401, 403);
    }
}
