using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Synthora.Data;

/// <summary>Names tables, columns, keys and indexes the way PostgreSQL people write them.</summary>
internal static class SnakeCase
{
    public static void Apply(ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            entity.SetTableName(Name(entity.GetTableName()!));
            foreach (var property in entity.GetProperties()) property.SetColumnName(Name(property.GetColumnName()));
            foreach (var key in entity.GetKeys()) key.SetName(Name(key.GetName()!));
            foreach (var foreign in entity.GetForeignKeys()) foreign.SetConstraintName(Name(foreign.GetConstraintName()!));
            foreach (var index in entity.GetIndexes()) index.SetDatabaseName(Name(index.GetDatabaseName()!));
        }
    }

    private static string Name(string name) =>
        string.Join('_', name.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName));
}
