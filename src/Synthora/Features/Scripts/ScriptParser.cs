using System.Globalization;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Synthora.Features.Scripts;

/// <summary>Reads the Markdown script format; every problem is found in one pass and none is guessed away.</summary>
public static class ScriptParser
{
    public const int MaxBytes = 1024 * 1024;
    public const int MaxScenes = 40;
    public const int MaxSceneNarration = 4_000;
    public const int MaxNarration = 12_000;
    private const int MaxTitle = 200;

    private static readonly MarkdownPipeline Markdown = new MarkdownPipelineBuilder().UsePreciseSourceLocation().UsePipeTables().UseEmphasisExtras().Build();

    /// <param name="media">Where pictures, clips and music may come from; null allows none.</param>
    public static ScriptReading Parse(string text, MediaFolder? media)
    {
        if (text.Length > MaxBytes) return Unusable("the script is larger than 1 MiB. Shorten it.");
        if (text.Contains('\0', StringComparison.Ordinal)) return Unusable("this is not text. Give a Markdown file.");
        if (string.IsNullOrWhiteSpace(text)) return Unusable("the script is empty. Write a title (# …) and what is to be said.");

        var problems = new List<ScriptProblem>();
        var lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        var frontMatter = FrontMatter.CountLines(lines, problems);
        var settings = FrontMatter.Read(lines.Skip(1).Take(frontMatter - 2), media, problems);
        Array.Fill(lines, "", 0, frontMatter);
        var directives = SceneDirectives.TakeFrom(lines);
        if (Document(lines) is not { } document) return new(null, [.. problems, new(TooDeepLine(lines), "lists or marks are nested too deeply here. Write plain paragraphs.")]);
        var body = new Body(document, media, problems);
        var scenes = new List<ScriptScene>();
        for (var i = 0; i < body.Scenes.Count; i++)
        {
            var (start, scene) = body.Scenes[i];
            var end = i + 1 < body.Scenes.Count ? body.Scenes[i + 1].Line : int.MaxValue;
            scene = SceneDirectives.Apply(scene, directives.Where(directive => directive.Line >= start && directive.Line < end), media, problems);
            Check(scene, start, problems);
            scenes.Add(scene);
        }

        var firstScene = body.Scenes.Count > 0 ? body.Scenes[0].Line : int.MaxValue;
        problems.AddRange(directives.Where(directive => directive.Line < firstScene)
            .Select(directive => new ScriptProblem(directive.Line, "this line directs no scene. Put it below a ## heading or a paragraph.")));
        if (scenes.Count == 0) problems.Add(new(1, "the script says and shows nothing. Write at least one scene (## …) with narration."));
        if (scenes.Count > MaxScenes)
            problems.Add(new(body.Scenes[MaxScenes].Line, $"the script has {scenes.Count} scenes. Use at most {MaxScenes}."));
        if (scenes.Sum(scene => scene.Narration.Length) is > MaxNarration and var length)
            problems.Add(new(firstScene, $"the narration has {length} characters. Use at most {MaxNarration}, which is about twelve minutes."));

        if (problems.Count > 0) return new(null, [.. problems.OrderBy(problem => problem.Line).DistinctBy(problem => (problem.Line, problem.Message))]);
        return new(new Script { Title = body.Title ?? "", Settings = settings, Scenes = scenes }, []);
    }

    /// <returns>Null when it is nested deeper than Markdown is read.</returns>
    private static MarkdownDocument? Document(IEnumerable<string> lines)
    {
        try
        {
            return Markdig.Markdown.Parse(string.Join('\n', lines), Markdown);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The first line, counted from 1, up to which the text cannot be read.</summary>
    private static int TooDeepLine(string[] lines)
    {
        var (read, unread) = (0, lines.Length);
        while (unread - read > 1)
        {
            var middle = (read + unread) / 2;
            (read, unread) = Document(lines.Take(middle)) is null ? (read, middle) : (middle, unread);
        }

        return unread;
    }

    private static ScriptReading Unusable(string message) => new(null, [new(1, message)]);

    private static void Check(ScriptScene scene, int line, List<ScriptProblem> problems)
    {
        var clipSeconds = scene.Footage.Where(footage => footage.IsClip).Sum(footage => (footage.OutSeconds - (footage.InSeconds ?? 0)) ?? 0);
        if (scene.Narration.Length == 0 && scene.Duration is null && clipSeconds <= 0)
            problems.Add(new(line, $"the scene '{scene.Label}' says nothing. Write narration, or give > duration: seconds."));
        if (scene.Narration.Length > MaxSceneNarration)
            problems.Add(new(line, $"the scene '{scene.Label}' has {scene.Narration.Length} characters of narration. Split it: at most {MaxSceneNarration}."));
        if (scene.Sound is not null && !scene.Footage.Any(footage => footage.IsClip))
            problems.Add(new(line, $"the scene '{scene.Label}' has sound: but no clip whose sound it could be. Add a clip or delete the line."));
    }

    /// <summary>Collects title and scenes from the blocks in order.</summary>
    private sealed class Body
    {
        private readonly MediaFolder? _media;
        private readonly List<ScriptProblem> _problems;
        private readonly bool _headed;
        private readonly List<string> _paragraphs = [];
        private readonly List<string> _emphasis = [];
        private readonly List<Footage> _footage = [];
        private int _line;
        private string? _label;

        public Body(MarkdownDocument document, MediaFolder? media, List<ScriptProblem> problems)
        {
            (_media, _problems) = (media, problems);
            _headed = document.OfType<HeadingBlock>().Any(heading => heading.Level == 2);
            foreach (var block in document) Visit(block);
            Close();
        }

        public string? Title { get; private set; }
        public List<(int Line, ScriptScene Scene)> Scenes { get; } = [];

        private void Visit(Block block)
        {
            var line = block.Line + 1;
            switch (block)
            {
                case HeadingBlock heading:
                    Head(heading, line);
                    break;
                case ParagraphBlock paragraph:
                    Paragraph(paragraph, line);
                    break;
                case ListBlock list:
                    foreach (var item in list.OfType<ListItemBlock>())
                        foreach (var part in item)
                            Visit(part);
                    break;
                case Table:
                    _problems.Add(new(line, "a table cannot be spoken. Write it as sentences."));
                    break;
                case CodeBlock:
                    _problems.Add(new(line, "a code block cannot be spoken. Write what it does in words (lines indented by four spaces count as code)."));
                    break;
                case HtmlBlock { Type: HtmlBlockType.Comment } or ThematicBreakBlock or LinkReferenceDefinitionGroup:
                    break;
                case HtmlBlock:
                    _problems.Add(new(line, "HTML cannot be spoken. Write plain words."));
                    break;
                default:
                    _problems.Add(new(line, "this cannot be spoken. Write plain paragraphs."));
                    break;
            }
        }

        private void Head(HeadingBlock heading, int line)
        {
            var text = Label(heading);
            if (heading.Level == 1)
            {
                if (Title is not null) _problems.Add(new(line, "there is a second title. Use ## for scenes."));
                else if (text.Length is 0 or > MaxTitle) _problems.Add(new(line, $"the title needs 1–{MaxTitle} characters."));
                Title ??= text;
            }
            else if (heading.Level == 2)
            {
                Close();
                (_line, _label) = (line, text);
            }
            else
            {
                _problems.Add(new(line, $"a heading of level {heading.Level} means nothing here. Use ## for a scene, or a paragraph."));
            }
        }

        private void Paragraph(ParagraphBlock block, int line)
        {
            var paragraph = NarrationText.Read(block, _problems);
            var footage = paragraph.Pictures.Select(picture => Picture(picture, picture.Line + 1)).OfType<Footage>().ToList();
            if (_headed && _label is null)
            {
                _problems.Add(new(line, "this stands before the first scene. Put it below a ## heading."));
                return;
            }

            // Without headings a spoken paragraph opens a scene, and pictures belong to the paragraph before them.
            if (!_headed && (paragraph.Text.Length > 0 || _label is null))
            {
                if (_paragraphs.Count > 0 || _label is null)
                {
                    Close();
                    (_line, _label) = (line, string.Create(CultureInfo.InvariantCulture, $"Scene {Scenes.Count + 1}"));
                }
            }

            if (paragraph.Text.Length > 0) _paragraphs.Add(paragraph.Text);
            _emphasis.AddRange(paragraph.Emphasis);
            _footage.AddRange(footage);
        }

        private void Close()
        {
            if (_label is null) return;
            Scenes.Add((_line, new ScriptScene { Label = _label, Narration = string.Join("\n\n", _paragraphs), Emphasis = [.. _emphasis], Footage = [.. _footage] }));
            _paragraphs.Clear();
            _emphasis.Clear();
            _footage.Clear();
            _label = null;
        }

        private Footage? Picture(LinkInline link, int line)
        {
            var url = Uri.UnescapeDataString(link.Url ?? "");
            var parts = url.Split('#', 2);
            if (!MediaFolder.IsPicture(parts[0]))
            {
                _problems.Add(new(line, $"'{parts[0]}' is no picture or clip that can be shown. Use {MediaFolder.PictureFormats}."));
                return null;
            }

            var problem = _media is null
                ? $"'{parts[0]}': files cannot be used here. Describe the picture in a > visual: line."
                : _media.Resolve(parts[0]).Problem;
            if (problem is not null)
            {
                _problems.Add(new(line, problem));
                return null;
            }

            var footage = new Footage(parts[0], Label(link));
            if (parts.Length == 1) return footage;
            if (footage.IsClip && MediaFragment.TryParse(parts[1], out var from, out var to)) return footage with { InSeconds = from, OutSeconds = to };
            _problems.Add(new(line, footage.IsClip
                ? $"'#{parts[1]}' is not a stretch of the clip. Use #t=in,out in seconds, such as #t=3,8."
                : $"'#{parts[1]}' means nothing for a still. Delete it."));
            return null;
        }

        private static string Label(HeadingBlock heading) => heading.Inline is null ? "" : Label(heading.Inline);

        private static string Label(ContainerInline inline) =>
            string.Concat(inline.Descendants().Select(part => part switch
            {
                LiteralInline literal => literal.Content.ToString(),
                CodeInline code => code.Content,
                HtmlEntityInline entity => entity.Transcoded.ToString(),
                LineBreakInline => " ",
                _ => "",
            })).Trim();
    }
}
