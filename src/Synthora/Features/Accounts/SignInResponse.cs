namespace Synthora.Features.Accounts;

/// <summary>A sign-in as programs get it.</summary>
internal sealed record SignInResponse(
    string AccessToken, string TokenType, int ExpiresIn, string RefreshToken, Profile User, bool IsNewUser, bool SetupRequired)
{
    public static async Task<Result<SignInResponse>> FromAsync(Task<Result<SignedIn>> work)
    {
        var result = await work;
        if (result.Error is { } error) return error;
        var (signedIn, tokens) = (result.Value!, result.Value!.Tokens!);
        return new SignInResponse(
            tokens.AccessToken, tokens.TokenType, tokens.ExpiresIn, tokens.RefreshToken, signedIn.User, signedIn.IsNewUser, signedIn.SetupRequired);
    }
}
