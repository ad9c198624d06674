namespace Synthora.Providers;

/// <summary>Why a provider did not do its part; each calls for another reaction.</summary>
public enum ProviderFault
{
    /// <summary>A setting on our side is missing or wrong.</summary>
    Configuration,
    /// <summary>The key is wrong, expired or lacks a right: the integration is invalid until its owner mends it.</summary>
    BadKey,
    /// <summary>Too many calls for now; <see cref="ProviderException.RetryAfter"/> says how long.</summary>
    RateLimited,
    OutOfCredit,
    /// <summary>The content breaks the vendor's rules; the same content will be refused again.</summary>
    RejectedByPolicy,
    /// <summary>The request does not fit the model's limits; it will never be accepted as it is.</summary>
    InvalidRequest,
    /// <summary>A model, a job or a result that does not exist or has expired.</summary>
    NotFound,
    /// <summary>The vendor or the way to it is in trouble; the same call may work later.</summary>
    Transient,
    /// <summary>The answer cannot be understood or used.</summary>
    BadAnswer,
}

/// <summary>A provider could not do its part; says why and what to do, never the key.</summary>
public sealed class ProviderException(string providerId, ProviderFault fault, string cause, string remedy, Exception? inner = null)
    : Exception($"{cause} {remedy}", inner)
{
    public string ProviderId { get; } = providerId;
    public ProviderFault Fault { get; } = fault;
    public string Cause { get; } = cause;
    public string Remedy { get; } = remedy;

    /// <summary>How long the vendor asks to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The HTTP status of the vendor's answer; null when none came, or one that hides its fault behind a success.</summary>
    public int? Status { get; init; }

    /// <summary>The vendor's answer as it came, secrets masked; null where none came.</summary>
    public string? Answer { get; internal set; }

    /// <summary>Whether the same call may succeed later without anyone changing anything.</summary>
    public bool MayPass => Fault is ProviderFault.RateLimited or ProviderFault.Transient;
}
