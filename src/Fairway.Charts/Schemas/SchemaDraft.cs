namespace Fairway.Charts.Schemas;

/// <summary>The versions of JSON Schema, by their numbers and years.</summary>
internal enum SchemaDraft
{
    Draft4 = 4,
    Draft6 = 6,
    Draft7 = 7,
    Draft2019 = 2019,
    Draft2020 = 2020,
}
