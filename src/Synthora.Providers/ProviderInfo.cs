namespace Synthora.Providers;

/// <summary>What the product shows of a provider before anyone calls it.</summary>
/// <param name="Id">Stable id of the catalogue, such as <c>elevenlabs</c>.</param>
public sealed record ProviderInfo(string Id, string Name, Capability Capability, bool RequiresKey, Uri DocsUrl);

public enum Capability { Text, Speech, Stock, VideoAi, Assembly }
