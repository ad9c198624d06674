namespace Synthora.Storage;

/// <summary>
/// Keeps finished files under slash-separated keys such as <c>users/{id}/videos/{id}/video.mp4</c>. A key appears only
/// when its file is whole.
/// </summary>
public interface IFileStore
{
    /// <summary>Stores a local file, replacing what stood there.</summary>
    Task PutAsync(string key, string sourcePath, CancellationToken ct);

    /// <summary>Like <see cref="PutAsync"/>, but the local file is gone afterwards, so that a store of the same disk need not copy it.</summary>
    Task TakeAsync(string key, string sourcePath, CancellationToken ct);

    /// <summary>Null when there is no such file. The stream is seekable.</summary>
    Task<StoredFile?> OpenAsync(string key, CancellationToken ct);

    /// <summary>The file as a path that tools can read; null when there is no such file.</summary>
    Task<LocalCopy?> FetchAsync(string key, CancellationToken ct);

    /// <summary>The names right under a prefix, folders with a slash at their end; the prefix ends with a slash or is empty.</summary>
    IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken ct);

    /// <summary>Removes everything under the prefix; what is not there is no error.</summary>
    Task DeleteAsync(string prefix, CancellationToken ct);

    /// <summary>A link of the store's own that whoever has it can read the file with; null where the store has none.</summary>
    Uri? LinkTo(string key, StoredLink link);

    /// <summary>Null when the store can be written, else what is wrong with it.</summary>
    Task<string?> CheckAsync(CancellationToken ct);
}

/// <summary>Whoever gets it disposes the stream.</summary>
public sealed record StoredFile(Stream Content, long Length, DateTimeOffset LastModified);

/// <param name="FileName">Saves it under this name; null shows it.</param>
public sealed record StoredLink(TimeSpan Lasts, string ContentType, string? FileName);

/// <summary>A stored file on this machine's disk for as long as it is held.</summary>
/// <param name="isTemporary">Whether it is a copy to be removed rather than the store's own file.</param>
public sealed class LocalCopy(string path, bool isTemporary) : IDisposable
{
    public string Path => path;

    public void Dispose()
    {
        if (isTemporary) File.Delete(path);
    }
}
