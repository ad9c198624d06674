using System.Text.Json.Serialization;

namespace Synthora.Providers;

/// <summary>What the product shows of a provider before anyone calls it: one row of <c>Catalog/providers.json</c>.</summary>
/// <param name="Id">Stable id of the catalogue, such as <c>elevenlabs</c>.</param>
/// <param name="Vendor">Rows of one vendor share one key.</param>
/// <param name="BaseUrl">Where the vendor answers; null for what runs on this machine.</param>
/// <param name="KeysUrl">Where a creator gets a key.</param>
/// <param name="RetiredOn">The vendor's last day. A retired row cannot be newly chosen; history keeps its name.</param>
/// <param name="ReplacedBy">The row to offer instead.</param>
/// <param name="EstimatedPerVideoUsd">A typical video's cost in US dollars; null when nobody knows.</param>
/// <param name="ReviewedAt">When a person last compared this row with the vendor's pages.</param>
/// <param name="Credit">What must be shown where the provider's work is shown.</param>
public sealed record ProviderInfo(
    string Id, string Name, string Vendor, Capability Capability, ProviderAuth Auth, Uri DocsUrl, Uri? BaseUrl, Uri? KeysUrl,
    Lifecycle Lifecycle, DateOnly? RetiredOn, string? ReplacedBy, IReadOnlyList<ProviderModel> Models, IReadOnlyList<ProviderFeature> Features,
    decimal? EstimatedPerVideoUsd, DateOnly ReviewedAt, string? Credit, string? Note)
{
    public bool RequiresKey => Auth.Kind is AuthKind.ApiKey or AuthKind.KeyPair;

    /// <summary>The first model that is still served.</summary>
    public ProviderModel? RecommendedModel => Models.FirstOrDefault(model => model.Lifecycle == Lifecycle.Active);

    public bool Has(ProviderFeature feature) => Features.Contains(feature);
}

public enum Capability { Text, Speech, Transcription, Stock, VideoAi, Assembly, AudioFx }

public enum Lifecycle { Active, Preview, Experimental, Deprecated, Retired }

/// <summary>What a row can do beyond its capability's common part; with <see cref="OrderNumbers"/> the same order sent twice is made once.</summary>
public enum ProviderFeature { Json, Tools, Streaming, Images, Video, WordTimes, Voices, Photos, Clips, FirstFrame, LastFrame, Sound, OrderNumbers }

/// <param name="Form">How a key looks, such as <c>sk-…</c> or <c>ACCESS_KEY:SECRET_KEY</c>.</param>
/// <param name="AcceptsBaseUrl">Whether a user may name a server of their own.</param>
public sealed record ProviderAuth(AuthKind Kind, string? Form = null, bool AcceptsBaseUrl = false);

/// <summary><see cref="KeyPair"/> is two secrets in one, parted by a colon.</summary>
public enum AuthKind { None, OptionalKey, ApiKey, KeyPair }

/// <param name="Seconds">The clip lengths the model makes, in seconds; two numbers and <see cref="AnySecond"/> are a range.</param>
public sealed record ProviderModel(
    string Id, Lifecycle Lifecycle = Lifecycle.Active, ProviderPrice? Price = null, IReadOnlyList<int>? Seconds = null, bool AnySecond = false, string? Note = null)
{
    /// <summary>The shortest length of the model that holds a scene, else its longest.</summary>
    public int Fit(double seconds)
    {
        var whole = (int)Math.Ceiling(seconds);
        if (Seconds is not { Count: > 0 } lengths) return Math.Max(1, whole);
        if (AnySecond) return Math.Clamp(whole, lengths[0], lengths[^1]);
        return lengths.FirstOrDefault(length => length >= whole, lengths[^1]);
    }
}

/// <param name="Usd">Price of one unit in US dollars.</param>
/// <param name="OutputUsd">Price of one unit of output where it differs from input, as with tokens.</param>
/// <param name="UpToSeconds">The longest clip that a price per generation is known for; null where its length does not matter.</param>
public sealed record ProviderPrice(PriceUnit Unit, decimal Usd, decimal? OutputUsd = null, int? UpToSeconds = null)
{
    /// <summary>One generation; null where a clip of this length has another price.</summary>
    public decimal? OfClip(double? seconds) => seconds > UpToSeconds ? null : Usd;
}

public enum PriceUnit { Free, MillionTokens, ThousandCharacters, AudioMinute, Second, Generation, RenderMinute }
