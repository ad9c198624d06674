namespace Synthora.Providers;

/// <summary>What every port has in common. A user's key is always an argument: a provider keeps none.</summary>
public interface IProvider
{
    ProviderInfo Info { get; }

    /// <summary>Within 10 s and without spending anything. Never throws but for cancellation.</summary>
    Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct);
}

/// <param name="Message">What is wrong and what to do; null when all is well.</param>
public sealed record KeyCheck(KeyStatus Status, string? Message = null)
{
    public static KeyCheck Valid { get; } = new(KeyStatus.Valid);

    public bool IsUsable => Status is KeyStatus.Valid or KeyStatus.Limited;
}

/// <summary>
/// <see cref="Limited"/> works but lacks something, such as credit or a voice; <see cref="Unknown"/> could not be told, because the vendor did not answer.
/// </summary>
public enum KeyStatus { Valid, Limited, Invalid, Unknown }
