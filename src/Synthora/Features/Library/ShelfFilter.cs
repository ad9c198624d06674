using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Synthora.Data;

namespace Synthora.Features.Library;

/// <summary>What the lists of videos and of files are narrowed by alike: when and how long, and how their owner put them in order.</summary>
public abstract record ShelfFilter
{
    private const string Nowhere = "none";

    [FromQuery(Name = "favorite")]
    public bool? Favorite { get; init; }

    /// <summary>A folder's id, or <c>none</c> for what lies in no folder.</summary>
    [FromQuery(Name = "folder"), RegularExpression(Nowhere + "|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", ErrorMessage = "Name a folder by its id, or 'none'.")]
    public string? Folder { get; init; }

    /// <summary>Tags that must all be there; as many as a file can have.</summary>
    [FromQuery(Name = "tag"), MaxLength(Media.MostTags, ErrorMessage = "Ask for at most {1} tags at once.")]
    public string[]? Tags { get; init; }

    [FromQuery(Name = "collection")]
    public Guid? Collection { get; init; }

    [FromQuery(Name = "from")]
    public DateTimeOffset? From { get; init; }

    [FromQuery(Name = "to")]
    public DateTimeOffset? To { get; init; }

    [FromQuery(Name = "min_duration"), Range(0, 1e6)]
    public double? MinDuration { get; init; }

    [FromQuery(Name = "max_duration"), Range(0, 1e6)]
    public double? MaxDuration { get; init; }

    internal bool InNoFolder => Folder == Nowhere;

    /// <summary>Those of the files that are where the filter says; what it wants not to be, such as no favourite, each list answers in its own way.</summary>
    internal IQueryable<Media> Put(AppDbContext db, IQueryable<Media> files)
    {
        if (Favorite is true) files = files.Where(media => media.IsFavorite);
        if (Guid.TryParse(Folder, out var folder)) files = files.Where(media => media.FolderId == folder);
        if (Tags?.Select(LibraryTags.One).Where(tag => tag.Length > 0).ToList() is { Count: > 0 } tags) files = files.Where(media => tags.All(tag => media.Tags.Contains(tag)));
        if (Collection is { } collection) files = files.Where(media => db.MediaCollectionItems.Any(item => item.CollectionId == collection && item.MediaId == media.Id));
        return files;
    }
}
