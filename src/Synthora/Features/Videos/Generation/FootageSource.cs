using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Generation;

public enum FootageKind { Clip, Photo, Made }

/// <summary>Where footage that nobody gave comes from: found at a stock vendor or made by a model.</summary>
/// <param name="ItemId">At its provider.</param>
/// <param name="Query">What was looked for, or what the model was told.</param>
/// <param name="Match">0–1 how well its words fit the scene; null where there are none to judge by.</param>
/// <param name="CreditText">Ready to be shown.</param>
public sealed record FootageSource(
    string Provider, string ProviderName, string ItemId, FootageKind Kind, string Description, string Query, double? Match, Credit Credit, string CreditText, bool CreditRequired)
{
    /// <summary>The same for the same piece in any video.</summary>
    public string Key => $"{Provider}:{Kind}:{ItemId}";
}
