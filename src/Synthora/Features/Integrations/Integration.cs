using Synthora.Data;
using Synthora.Providers;
using Synthora.Security;

namespace Synthora.Features.Integrations;

/// <summary><see cref="Pending"/> until the first check is done; <see cref="Error"/> when the provider could not be asked.</summary>
public enum ValidationStatus { Pending, Valid, Invalid, Error }

/// <summary>A user's key for one provider. The key itself is only ever stored sealed.</summary>
public sealed class Integration : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }

    /// <summary>An id of the catalogue.</summary>
    public required string Provider { get; init; }
    public byte[] Envelope { get; private set; } = [];

    /// <summary>The master key that sealed the envelope, so that a rotation finds what it has still to do.</summary>
    public string SealedBy { get; private set; } = "";

    /// <summary>Empty where there is no key to show.</summary>
    public string KeyLast4 { get; private set; } = "";
    public string? BaseUrl { get; private set; }

    /// <summary>Tells a check whether the key it looked at is still the one that is stored.</summary>
    public int KeyVersion { get; private set; }
    public bool IsActive { get; set; } = true;
    public ValidationStatus ValidationStatus { get; private set; }
    public string? ValidationMessage { get; private set; }
    public DateTimeOffset? LastValidatedAt { get; private set; }
    public DateTimeOffset? LastUsedAt { get; private set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }

    public bool IsUsable => IsActive && ValidationStatus == ValidationStatus.Valid;

    /// <summary>What the envelope is bound to.</summary>
    public string Place => $"integration/{UserId:N}/{Id:N}";

    /// <param name="key">Empty for a server of the user's own that wants none.</param>
    internal void Keep(KeyVault vault, string key, string? baseUrl, DateTimeOffset now)
    {
        var secret = vault.Seal(key, Place);
        (Envelope, SealedBy, KeyLast4, BaseUrl) = (secret.Envelope, secret.SealedBy, Last4(key), baseUrl);
        (ValidationStatus, ValidationMessage, LastValidatedAt) = (ValidationStatus.Pending, null, null);
        KeyVersion++;
        UpdatedAt = now;
    }

    /// <exception cref="SealBrokenException">The key cannot be read any more.</exception>
    internal ApiKey Open(KeyVault vault) => new(vault.Open(Envelope, Place), BaseUrl is null ? null : new Uri(BaseUrl));

    public void Checked(KeyCheck check, DateTimeOffset now)
    {
        // A provider that is down for a minute says nothing about a key that worked.
        ValidationStatus = check.Status switch
        {
            KeyStatus.Valid or KeyStatus.Limited => ValidationStatus.Valid,
            KeyStatus.Invalid => ValidationStatus.Invalid,
            _ => ValidationStatus == ValidationStatus.Valid ? ValidationStatus.Valid : ValidationStatus.Error,
        };
        ValidationMessage = check.Message;
        LastValidatedAt = now;
        UpdatedAt = now;
    }

    /// <summary>A key too short to hide behind its last four characters shows none.</summary>
    private static string Last4(string key) => key.Length >= 12 ? key[^4..] : "";
}
