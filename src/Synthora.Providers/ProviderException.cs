namespace Synthora.Providers;

public enum ProviderFault { Configuration, Authentication, Quota, Refused, Unavailable, BadAnswer }

/// <summary>A provider could not do its part; says why and what to do, never the key.</summary>
public sealed class ProviderException(string providerId, ProviderFault fault, string cause, string remedy, Exception? inner = null)
    : Exception($"{cause} {remedy}", inner)
{
    public string ProviderId { get; } = providerId;
    public ProviderFault Fault { get; } = fault;
    public string Cause { get; } = cause;
    public string Remedy { get; } = remedy;
}
