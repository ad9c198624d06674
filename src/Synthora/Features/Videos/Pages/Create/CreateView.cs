using Synthora.Features.Integrations;
using Synthora.Features.Library;
using Synthora.Features.Templates;
using Synthora.Features.Videos.Crew;
using Synthora.Features.Videos.Generation;

namespace Synthora.Features.Videos.Pages.Create;

/// <summary>What the steps of the create page show: the form as sent, what was wrong with it, and what will be used.</summary>
/// <param name="Speech">The name of the voice provider; null for the voices of this machine.</param>
/// <param name="Writer">The name of the language model; null when there is none.</param>
/// <param name="Offers">Who may do each step.</param>
/// <param name="Crew">Who would do them as chosen, and what that costs; null when nobody can tell.</param>
/// <param name="HasSamples">Voices of this machine can be heard before they are chosen; a paid voice's sample would cost.</param>
public sealed record CreateView(
    CreateForm Form, Error? Problem, IReadOnlyList<TemplateResponse> Templates, string? Speech, string? Writer, IReadOnlyList<CrewOffer> Offers, CrewPreview? Crew, bool HasSamples, bool IsSimulated)
{
    /// <summary>What it is to show of the library, as far as it can be shown.</summary>
    public IReadOnlyList<MediaSummary> Footage { get; init; } = [];

    private static readonly string[] Fields = ["text", "media_ids", "template", "title", "voice", "platform", "aspect_ratio", "music", "custom_instructions", .. ProviderCategories.Steps.Select(category => $"providers.{category.Word()}")];

    // Without a language model a topic alone would fail, so the page opens where it works.
    public SourceKind Selected => Form.Source is null && Form.Topic is null && Writer is null ? SourceKind.Script : Form.Kind;

    public string Chosen => Form.Template is { } slug && Templates.Any(template => template.Slug == slug) ? slug : SystemTemplates.DefaultSlug;

    /// <summary>The problem stands beside a field, so the page need not repeat it above the form.</summary>
    public bool HasFieldProblem => Problem?.Details?.Keys.Any(Fields.Contains) ?? false;

    public string? Of(string field) => Problem?.Details?.GetValueOrDefault(field) switch { null => null, "unknown" => Problem.Message, var problem => problem.ToString() };

    public string? TextOf(SourceKind kind) => kind switch { SourceKind.Topic => Form.Topic, SourceKind.Notes => Form.Notes, _ => Form.Script };
}
