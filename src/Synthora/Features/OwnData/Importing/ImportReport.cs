using System.Text.Json;
using System.Text.Json.Serialization;
using Synthora.Web;

namespace Synthora.Features.OwnData.Importing;

/// <summary>What an export holds that can be put back, in the order in which it is. New ones stand last: ids follow from the place.</summary>
public enum ImportKind { Settings, Preferences, Notifications, Templates, Folders, Collections, Branding, Videos, Files, Versions }

/// <summary>Why something was not put back.</summary>
public enum ImportReason
{
    /// <summary>What the archive says of it is not understood.</summary>
    Invalid,

    /// <summary>The archive was made without media.</summary>
    NoFile,

    /// <summary>The file is damaged, or is not what it claims to be.</summary>
    Unreadable,
    TooLarge,

    /// <summary>The storage is full.</summary>
    NoRoom,

    /// <summary>More of this kind than an account may have.</summary>
    TooMany,

    /// <summary>It stands for something that this account cannot use, such as a provider without a key.</summary>
    Unusable,

    /// <summary>It has to be agreed to anew.</summary>
    Consent,
}

/// <param name="Name">As its owner knows it.</param>
/// <param name="Message">More about it, where there is more to say.</param>
public sealed record ImportSkip(string Name, ImportReason Reason, string? Message = null);

/// <summary>What became of one kind.</summary>
/// <param name="Present">Was there already.</param>
/// <param name="Total">How many there are in the archive, as far as was seen.</param>
public sealed record ImportLine(int Restored = 0, int Present = 0, int Skipped = 0)
{
    /// <summary>Enough to understand what went wrong.</summary>
    public const int MostSkips = 100;

    /// <summary>The first of those left out.</summary>
    public IReadOnlyList<ImportSkip> Skips { get; init; } = [];

    public ImportLine With(ImportOutcome outcome) => outcome switch
    {
        { Skip: { } skip } => this with { Skipped = Skipped + 1, Skips = Skips.Count < MostSkips ? [.. Skips, skip] : Skips },
        { IsNew: true } => this with { Restored = Restored + 1 },
        _ => this with { Present = Present + 1 },
    };
}

/// <summary>What became of one thing of the archive.</summary>
public readonly record struct ImportOutcome(bool IsNew, ImportSkip? Skip = null)
{
    public static ImportOutcome New => new(true);

    public static ImportOutcome Present => new(false);

    public static ImportOutcome Leave(string name, ImportReason reason, string? message = null) => new(false, new(name, reason, message));
}

/// <summary>What an import has done so far. It is stored as it grows, so that whoever takes it up again goes on where it was.</summary>
public sealed record ImportReport
{
    public IReadOnlyDictionary<ImportKind, ImportLine> Kinds { get; init; } = new Dictionary<ImportKind, ImportLine>();

    /// <summary>The kind under way, and how many of it are through.</summary>
    public ImportKind? At { get; init; }
    public int Through { get; init; }

    [JsonIgnore]
    public int Restored => Kinds.Values.Sum(line => line.Restored);

    [JsonIgnore]
    public int Present => Kinds.Values.Sum(line => line.Present);

    [JsonIgnore]
    public int Skipped => Kinds.Values.Sum(line => line.Skipped);

    public ImportReport With(ImportKind kind, ImportLine line) => this with { Kinds = new Dictionary<ImportKind, ImportLine>(Kinds) { [kind] = line } };

    public ImportLine Of(ImportKind kind) => Kinds.GetValueOrDefault(kind) ?? new();

    public string ToJson() => JsonSerializer.Serialize(this, Json.Options);

    public static ImportReport Read(string json) => JsonSerializer.Deserialize<ImportReport>(json, Json.Options) ?? new();
}
