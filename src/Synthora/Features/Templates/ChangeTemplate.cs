using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Templates;

/// <summary>Makes templates and changes them. What a request leaves out stays, or is as in the default template.</summary>
internal sealed class ChangeTemplate(Database database, TimeProvider clock)
{
    public const int MostPerUser = 200;

    public async Task<Result<TemplateResponse>> CreateAsync(Caller caller, JsonObject request, CancellationToken ct)
    {
        var isPublic = TakeFlag(request, "is_public");
        var isSystem = TakeFlag(request, "is_system") ?? false;
        if (isSystem && !caller.IsAdmin) return new Error(ErrorKind.Forbidden, "forbidden", "Only administrators make templates that belong to the product.");
        if (!request.ContainsKey("name")) request["name"] = "";
        var (config, problems) = TemplateValidator.Check(Merge(Json(TemplateWords.Open(SystemTemplates.Find(SystemTemplates.DefaultSlug)!)), request));
        if (config is null) return Refusal(problems);
        return isSystem ? await AddForAllAsync(caller, config, ct) : await AddAsync(caller, config, isPublic ?? false, ct);
    }

    public async Task<Result<TemplateResponse>> ChangeAsync(Caller caller, string idOrSlug, JsonObject request, CancellationToken ct)
    {
        var isPublic = TakeFlag(request, "is_public");
        await using var db = database.OpenForSystem();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var found = await FindOwnAsync(db, caller, idOrSlug, ct);
        if (!found.IsOk) return found.Error;
        var template = found.Value;
        var (config, problems) = TemplateValidator.Check(Merge(Json(template.Read()), request));
        if (config is null) return Refusal(problems);
        template.Write(config, template.Version + 1);
        if (isPublic is { } shared && !template.IsSystem) template.IsPublic = shared;
        template.UpdatedAt = clock.GetUtcNow();
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TemplateViews.View(template, caller);
    }

    public async Task<Result<TemplateResponse>> DuplicateAsync(Caller caller, string idOrSlug, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        if (await TemplateViews.FindAsync(db, idOrSlug, ct) is not { } original) return Errors.NotFound("template");
        var name = original.Name.Length > 93 ? original.Name[..93] : original.Name;
        return await AddAsync(caller, original.Read() with { Name = $"{name} (copy)" }, isPublic: false, ct);
    }

    /// <summary>Videos that were made with it keep their own copy of it.</summary>
    public async Task<Result<TemplateResponse>> DeleteAsync(Caller caller, string idOrSlug, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        var found = await FindOwnAsync(db, caller, idOrSlug, ct);
        if (!found.IsOk) return found.Error;
        db.Templates.Remove(found.Value);
        await db.SaveChangesAsync(ct);
        return TemplateViews.View(found.Value, caller);
    }

    /// <summary>One of the product's own, which every administrator can change.</summary>
    private async Task<Result<TemplateResponse>> AddForAllAsync(Caller caller, TemplateConfig config, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        var id = Guid.CreateVersion7();
        // A name of its own in addresses, since it begins as a copy of the default one.
        var template = Template.Of(config with { Slug = id.ToString() }, id, null, clock.GetUtcNow());
        db.Templates.Add(template);
        await db.SaveChangesAsync(ct);
        return TemplateViews.View(template, caller);
    }

    private async Task<Result<TemplateResponse>> AddAsync(Caller caller, TemplateConfig config, bool isPublic, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        if (await db.Templates.CountAsync(row => row.OwnerId == caller.UserId, ct) >= MostPerUser)
            return new Error(ErrorKind.TooMany, "quota_exceeded", $"You have {MostPerUser} templates. Delete one you do not need.");
        var template = Template.Of(config, Guid.CreateVersion7(), caller.UserId, clock.GetUtcNow());
        template.IsPublic = isPublic;
        db.Templates.Add(template);
        await db.SaveChangesAsync(ct);
        return TemplateViews.View(template, caller);
    }

    /// <summary>Locked for writing. What one cannot see is not there; what one can see but does not own is refused.</summary>
    private async Task<Result<Template>> FindOwnAsync(AppDbContext db, Caller caller, string idOrSlug, CancellationToken ct)
    {
        Guid id;
        await using (var seen = database.Open(caller))
        {
            if (await TemplateViews.FindAsync(seen, idOrSlug, ct) is not { } visible) return Errors.NotFound("template");
            if (!visible.CanBeChangedBy(caller))
                return new Error(ErrorKind.Forbidden, "forbidden", "This template is not yours to change. Duplicate it and change the copy.");
            id = visible.Id;
        }

        return (await db.Templates.FromSql($"select * from templates where id = {id} for update").ToListAsync(ct)) is [var template] ? template : Errors.NotFound("template");
    }

    private static JsonObject Json(TemplateConfig config) => JsonSerializer.SerializeToNode(config, SystemTemplates.JsonOptions)!.AsObject();

    /// <summary>Groups are merged field by field; lists are replaced.</summary>
    private static JsonObject Merge(JsonObject stands, JsonObject asked)
    {
        foreach (var (name, value) in asked.ToList())
        {
            if (name is "slug" or "version" or "id") continue;
            if (value is JsonObject group && stands[name] is JsonObject known) Merge(known, group);
            else stands[name] = value?.DeepClone();
        }

        return stands;
    }

    private static bool? TakeFlag(JsonObject request, string name)
    {
        var flag = request[name] is JsonValue value && value.TryGetValue<bool>(out var given) ? given : (bool?)null;
        if (flag is not null) request.Remove(name);
        return flag;
    }

    private static Error Refusal(IReadOnlyList<TemplateProblem> problems) => Errors.Validation(
        $"{problems[0].Path} {problems[0].Message}{(problems.Count > 1 ? $" There are {problems.Count - 1} more problems." : "")}",
        problems.GroupBy(problem => problem.Path).ToDictionary(group => group.Key, object? (group) => string.Join(" ", group.Select(problem => problem.Message))));
}
