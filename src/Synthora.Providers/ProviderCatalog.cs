using Synthora.Providers.Speech;
using Synthora.Providers.Text;

namespace Synthora.Providers;

/// <summary>The providers this installation can use, in the order in which they are offered.</summary>
public sealed class ProviderCatalog(IEnumerable<ISpeechProvider> speech, IEnumerable<ITextProvider> text)
{
    public IReadOnlyList<ISpeechProvider> Speech { get; } = [.. speech];
    public IReadOnlyList<ITextProvider> Text { get; } = [.. text];
    public IReadOnlyList<ProviderInfo> Infos => [.. Speech.Select(p => p.Info), .. Text.Select(p => p.Info)];
}
