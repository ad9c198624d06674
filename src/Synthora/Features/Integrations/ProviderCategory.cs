using Synthora.Data;
using Synthora.Providers;

namespace Synthora.Features.Integrations;

/// <summary>What a provider does for a video, in the words of the product.</summary>
public enum ProviderCategory { Script, Voice, Media, VideoAi, Assembly, AudioFx, Transcription }

public static class ProviderCategories
{
    /// <summary>Without these no video can be made; the others are skipped when nobody does them.</summary>
    public static readonly IReadOnlyList<ProviderCategory> Required = [ProviderCategory.Script, ProviderCategory.Voice, ProviderCategory.Media, ProviderCategory.Assembly];

    /// <summary>Those a user chooses a default for and an estimate names, in the order of the pipeline.</summary>
    public static readonly IReadOnlyList<ProviderCategory> Steps =
        [ProviderCategory.Script, ProviderCategory.Voice, ProviderCategory.Media, ProviderCategory.VideoAi, ProviderCategory.Assembly];

    public static ProviderCategory Of(Capability capability) => capability switch
    {
        Capability.Text => ProviderCategory.Script,
        Capability.Speech => ProviderCategory.Voice,
        Capability.Stock => ProviderCategory.Media,
        Capability.VideoAi => ProviderCategory.VideoAi,
        Capability.Assembly => ProviderCategory.Assembly,
        Capability.AudioFx => ProviderCategory.AudioFx,
        _ => ProviderCategory.Transcription,
    };

    public static ProviderCategory Category(this ProviderInfo info) => Of(info.Capability);

    /// <summary>As JSON and addresses write it.</summary>
    public static string Word(this ProviderCategory category) => EnumText.Of(category);

    public static ProviderCategory? Parse(string? word) =>
        Enum.GetValues<ProviderCategory>().Where(category => category.Word() == word).Select(category => (ProviderCategory?)category).FirstOrDefault();
}
