using NpgsqlTypes;
using Synthora.Data;
using Synthora.Rendering.Probing;

namespace Synthora.Features.Library;

public enum MediaStatus { Processing, Ready, Failed }

public enum MediaOrigin { Uploaded, Generated }

public enum Orientation { Portrait, Landscape, Square }

/// <summary>A film, picture or sound that its owner uploaded, or a video that was made here: one thing in the library.</summary>
public sealed class Media : IOwned
{
    public const int MostTags = 30;
    public const int MostTitle = 200;
    public const int MostDescription = 2000;

    /// <summary>A generated one has its video's id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }
    public required MediaOrigin Origin { get; init; }
    public required MediaKind Kind { get; set; }
    public MediaStatus Status { get; private set; } = MediaStatus.Processing;
    public string Title { get; private set; } = "";

    /// <summary>The title's beginning in small letters, for sorting.</summary>
    public string TitleKey { get; private set; } = "";
    public string? Description { get; private set; }

    /// <summary>As the owner named it; shown and offered for saving, never a path.</summary>
    public required string FileName { get; init; }

    /// <summary>By the file's own bytes.</summary>
    public required string ContentType { get; set; }
    public required string Extension { get; set; }
    public required long Size { get; set; }

    /// <summary>What its pictures and the copy for browsers take besides; 0 for a generated one, whose video counts them.</summary>
    public long DerivedBytes { get; set; }

    /// <summary>SHA-256 of the bytes in hexadecimal; null until it was looked into.</summary>
    public string? Hash { get; set; }

    /// <summary>The oldest thing of the same owner with the same bytes.</summary>
    public Guid? DuplicateOf { get; set; }

    /// <summary>Where its files are in the store.</summary>
    public required string Files { get; set; }
    public List<string> Tags { get; private set; } = [];
    public Guid? FolderId { get; set; }
    public bool IsFavorite { get; set; }
    public DateTimeOffset? ArchivedAt { get; set; }

    /// <summary>When it was put into the trash.</summary>
    public DateTimeOffset? DeletedAt { get; set; }
    public int? Width { get; set; }
    public int? Height { get; set; }
    public Orientation? Orientation { get; set; }

    /// <summary>0 for pictures.</summary>
    public double DurationS { get; set; }
    public double? Fps { get; set; }
    public string? Format { get; set; }
    public string? VideoCodec { get; set; }
    public string? AudioCodec { get; set; }
    public byte[]? Waveform { get; set; }
    public bool HasPoster { get; set; }

    /// <summary>Browsers cannot play the file, so there is a copy that they can.</summary>
    public bool HasCopy { get; set; }
    public string? ErrorMessage { get; private set; }
    public string? ErrorRemedy { get; private set; }
    public Guid? VideoId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }
    public DateTimeOffset? ViewedAt { get; set; }

    /// <summary>The words it is found by, kept in step by whatever changes them.</summary>
    public string SearchText { get; private set; } = "";
    public NpgsqlTsVector SearchVector { get; private set; } = null!;

    public bool IsTrashed => DeletedAt is not null;

    public string OriginalKey => Key(MediaVariant.Original);

    public string Key(MediaVariant variant) => Keys(variant)[0];

    /// <summary>Where a variant is looked for, the best first.</summary>
    public IReadOnlyList<string> Keys(MediaVariant variant)
    {
        IEnumerable<string> names = Origin == MediaOrigin.Generated
            ? variant switch { MediaVariant.Poster => ["poster", "thumbnail"], MediaVariant.Thumbnail => ["thumbnail-small", "poster", "thumbnail"], _ => ["video.mp4"] }
            : variant switch { MediaVariant.Poster => ["poster"], MediaVariant.Thumbnail => ["thumbnail", "poster"], MediaVariant.Copy => ["copy"], _ => ["original"] };
        return [.. names.Select(name => $"{Files}/{name}")];
    }

    public void Describe(string title, string? description, IEnumerable<string> tags)
    {
        (Title, Description, Tags) = (title, description, [.. tags]);
        TitleKey = (title.Length > 80 ? title[..80] : title).ToLowerInvariant();
        SearchText = LibraryWords.Of(Title, Description, FileName, string.Join(' ', Tags));
    }

    /// <summary>Looked into and found good.</summary>
    public void Complete(DateTimeOffset now) => (Status, ErrorMessage, ErrorRemedy, UpdatedAt) = (MediaStatus.Ready, null, null, now);

    /// <summary>Its bytes are of no use and no longer kept, so they take no space.</summary>
    public void Fail(string message, string? remedy, DateTimeOffset now) =>
        (Status, ErrorMessage, ErrorRemedy, Size, DerivedBytes, UpdatedAt) = (MediaStatus.Failed, message, remedy, 0, 0, now);

    public static Orientation OrientationOf(int width, int height) =>
        Math.Abs(width - height) <= Math.Max(width, height) / 50 ? Library.Orientation.Square : width > height ? Library.Orientation.Landscape : Library.Orientation.Portrait;

    public static string FolderOf(Guid userId, Guid id) => $"users/{userId:N}/media/{id:N}";
}

/// <summary>One of the files that a thing in the library consists of.</summary>
public enum MediaVariant { Original, Poster, Thumbnail, Copy }

public sealed class MediaFolder : IOwned
{
    public const int MostDepth = 5;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }
    public Guid? ParentId { get; set; }
    public required string Name { get; set; }

    /// <summary>1 for those at the top.</summary>
    public required int Depth { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
}

public sealed class MediaCollection : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }
    public required string Name { get; set; }
    public string? Description { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
}

public sealed class MediaCollectionItem : IOwned
{
    public required Guid CollectionId { get; init; }
    public required Guid MediaId { get; init; }
    public required Guid UserId { get; init; }
    public required DateTimeOffset AddedAt { get; init; }
}

/// <summary>A video shows or plays a thing of the library.</summary>
public sealed class MediaUse : IOwned
{
    public required Guid MediaId { get; init; }
    public required Guid VideoId { get; init; }
    public required Guid UserId { get; init; }
    public required DateTimeOffset At { get; init; }
}
