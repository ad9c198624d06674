using Microsoft.AspNetCore.Identity;

namespace Synthora.Features.Accounts;

/// <summary>Hashes slowly and with salt, and refuses what attackers try first.</summary>
public sealed class Passwords
{
    private readonly PasswordHasher<User> _hasher = new();
    private readonly string _nobody;
    private static readonly Lazy<HashSet<string>> Common = new(LoadCommon);

    public Passwords() => _nobody = _hasher.HashPassword(null!, "a password that nobody has");

    public string Hash(string password) => _hasher.HashPassword(null!, password);

    /// <summary>Takes as long for an unknown account as for a known one, so that the time tells nothing.</summary>
    public bool Matches(string? hash, string password) =>
        _hasher.VerifyHashedPassword(null!, hash ?? _nobody, password) != PasswordVerificationResult.Failed && hash is not null;

    /// <summary>Null for an acceptable password, else what is wrong with it.</summary>
    public static string? Weakness(string password, string email)
    {
        if (password.Length is < 10 or > 128) return "The password must have 10 to 128 characters.";
        if (password.Distinct().Count() < 4) return "The password repeats too few characters.";
        if (Common.Value.Contains(password.ToLowerInvariant())) return "This password is among those attackers try first.";
        return password.Equals(email, StringComparison.OrdinalIgnoreCase) ? "The password is the e-mail address." : null;
    }

    private static HashSet<string> LoadCommon()
    {
        using var stream = typeof(Passwords).Assembly.GetManifestResourceStream("Synthora.Features.Accounts.common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }
}
