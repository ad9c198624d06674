using System.Security.Claims;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Synthora.Security;

/// <summary>Signs and checks the short-lived tokens of the REST interface. A token names a session; the session decides.</summary>
public sealed class AccessTokens(SigningKey key, TimeProvider clock)
{
    public const int LifetimeSeconds = 3600;
    private const string Issuer = "synthora";

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly SymmetricSecurityKey _key = new(key.Bytes);

    public string Issue(Guid userId, Guid sessionId)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Issuer,
            Subject = new ClaimsIdentity([new("sub", userId.ToString()), new("sid", sessionId.ToString())]),
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddSeconds(LifetimeSeconds),
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.HmacSha256),
        });
    }

    /// <returns>The session, or null for a token that is not ours, was changed or has run out.</returns>
    public (Guid SessionId, DateTimeOffset ExpiresAt)? Check(string token)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var result = _handler.ValidateToken(token, new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = Issuer,
            IssuerSigningKey = _key,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            LifetimeValidator = (from, until, _, _) => from <= now && until > now,
        });
        if (!result.IsValid || result.SecurityToken is not JsonWebToken valid) return null;
        return Guid.TryParse(valid.GetPayloadValue<string>("sid"), out var session) ? (session, valid.ValidTo) : null;
    }
}

/// <summary>The key of the access tokens: from SECRET_KEY, or made at the first start and kept in the data folder.</summary>
public sealed class SigningKey(byte[] bytes)
{
    public byte[] Bytes => bytes;

    public static SigningKey Load(string? secret, string folder)
    {
        if (secret is not null) return new(Secrets.Hash(secret));
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "access-tokens.key");
        if (!File.Exists(path)) Create(path);
        return new(Secrets.Hash(File.ReadAllText(path, Encoding.ASCII)));
    }

    /// <summary>Two processes may start at once: the key is written beside and the first to move it wins.</summary>
    private static void Create(string path)
    {
        var partial = $"{path}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(partial, options)) file.Write(Encoding.ASCII.GetBytes(Secrets.New()));
        try
        {
            File.Move(partial, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(partial);
        }
    }

    public override string ToString() => "***";
}
