using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Synthora.Data;
using Synthora.Features.Library.Sharing;
using Synthora.Security;

namespace Synthora.Features.Library.Pages;

/// <summary>What whoever has a shared link sees. Asking is limited, so that neither links nor passwords can be guessed.</summary>
internal static class SharePages
{
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(12);

    public static void MapSharePages(this IEndpointRouteBuilder root)
    {
        var shares = root.MapGroup("/share/{token}").AllowAnonymous();
        shares.MapGet("/", ShowAsync).RequireRateLimiting(RateLimits.Shares);
        shares.MapPost("/", UnlockAsync).RequireRateLimiting(RateLimits.Auth);
        // A player asks for many ranges of one film.
        shares.MapMethods("/{variant}", ["GET", "HEAD"], ServeAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, string token, OpenShare open, IDataProtectionProvider protection, CancellationToken ct)
    {
        var found = await open.HandleAsync(token, ct);
        if (found.Error is { } error) return Web.Pages.Show<SharePage>(new { Token = token, Problem = error.Message }, Web.Errors.Problems.StatusOf(error.Kind));
        var shared = found.Value!;
        if (!IsUnlocked(http, shared, protection)) return Web.Pages.Show<SharePage>(new { Token = token, Shared = shared, IsLocked = true });
        await open.CountViewAsync(shared, ct);
        return Web.Pages.Show<SharePage>(new { Token = token, Shared = shared });
    }

    private static async Task<IResult> UnlockAsync(
        HttpContext http, string token, [FromForm] string? password, OpenShare open, IDataProtectionProvider protection, CancellationToken ct)
    {
        var found = await open.HandleAsync(token, ct);
        if (found.Error is { } error) return Web.Pages.Show<SharePage>(new { Token = token, Problem = error.Message }, Web.Errors.Problems.StatusOf(error.Kind));
        var shared = found.Value!;
        if (shared.NeedsPassword && !await open.MatchesAsync(shared, password ?? "", ct))
            return Web.Pages.Show<SharePage>(new { Token = token, Shared = shared, IsLocked = true, IsWrong = true }, StatusCodes.Status403Forbidden);
        http.Response.Cookies.Append(CookieOf(shared), Protector(protection).Protect(shared.ShareId.ToString(), Remembered), new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, Path = $"/share/{token}", MaxAge = Remembered,
        });
        return Results.LocalRedirect($"/share/{token}");
    }

    private static async Task<IResult> ServeAsync(
        HttpContext http, string token, string variant, OpenShare open, ServeMedia serve, IDataProtectionProvider protection, CancellationToken ct, bool save = false)
    {
        var found = await open.HandleAsync(token, ct);
        if (found.Error is { } error) return Web.Pages.Refuse(error);
        var shared = found.Value!;
        if (!Enum.TryParse<MediaVariant>(variant, ignoreCase: true, out var wanted) || EnumText.Of(wanted) != variant) return Results.NotFound();
        if (!IsUnlocked(http, shared, protection) || (save && !shared.AllowsDownload)) return Results.StatusCode(StatusCodes.Status403Forbidden);
        return await serve.HandleAsync(http, shared.MediaId, wanted, save, TimeSpan.Zero, ct);
    }

    private static bool IsUnlocked(HttpContext http, SharedMedia shared, IDataProtectionProvider protection)
    {
        if (!shared.NeedsPassword) return true;
        if (http.Request.Cookies[CookieOf(shared)] is not { Length: > 0 } cookie) return false;
        try
        {
            return Protector(protection).Unprotect(cookie) == shared.ShareId.ToString();
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static string CookieOf(SharedMedia shared) => $"synthora_share_{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(shared.ShareId.ToString("N"))))[..12]}";

    private static ITimeLimitedDataProtector Protector(IDataProtectionProvider protection) => protection.CreateProtector("share links").ToTimeLimitedDataProtector();
}
