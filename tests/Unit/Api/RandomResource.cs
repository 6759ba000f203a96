using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Api.Releases.Tasks;
using Fairway.Api.Rollouts;
using Fairway.Api.Schema;

namespace Fairway.Tests.Api;

/// <summary>Resources of any content that their records allow. The same seed makes the same one.</summary>
/// <param name="seed">Decides everything.</param>
/// <param name="isFull">True where nothing is left out, and no list is empty.</param>
internal sealed class RandomResource(int seed, bool isFull = false)
{
    // Texts of every pattern that a record demands; a new pattern must be given some.
    private static readonly Dictionary<string, string[]> Texts = new(StringComparer.Ordinal)
    {
        ["^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"] = ["a", "canary", "kube-system", "0-9"],
        ["^[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*$"] = ["image", "exporter.image", "a_b.c-d.E"],
        ["^v[0-9]+\\.[0-9]+\\.[0-9]+([-+][0-9A-Za-z.+-]+)?$"] = ["v1.36.2", "v0.0.1-rc.1+b7"],
        ["^[0-9a-f]{7,40}$"] = ["0123abc", "0123456789abcdef0123456789abcdef01234567"],
        ["^[0-9]{1,12}(Ki|Mi|Gi)?$"] = ["0", "128Mi", "2Gi", "1000000"],
        ["^[0-9]{1,9}m?$"] = ["0", "250m", "2"],
        ["^[a-z]([-a-z0-9]*[a-z0-9])?$"] = ["host-path", "a", "crd-storage"],
        ["^(sha256:[0-9a-f]{64}|[a-z]([-a-z0-9]*[a-z0-9])?)$"] = ["deletion-budget", "sha256:" + new string('b', 64)],
        ["^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+){0,2}$"] = ["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires"],
        ["^FREQ=(HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[-+A-Z0-9,]+)*$"] = ["FREQ=MONTHLY;BYDAY=2TU,-1FR"],
        ["^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?$"] = ["2026-01-05T22:00", "2026-01-05T22:00:30"],
        ["^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?)?$"] = [Day, "2026-12-20T18:00"],
        ["^-?[0-9]{1,15}(\\.[0-9]{1,9})?$"] = ["0", "-1.5", "0.001"],
        ["^[0-9]{1,15}(\\.[0-9]{1,9})?$"] = ["0", "1.5", "100"],
        ["^https?://[^ ]+$"] = ["https://example.org/issues/7", "http://wiki/a-b"],
        ["^sha256:[0-9a-f]{64}$"] = ["sha256:" + new string('a', 64)],
    };

    private const string Day = "2026-12-20";

    private readonly Random random = new(seed);

    /// <summary>A whole object of a kind, named a.</summary>
    public FairwayObject Of(Type kind)
    {
        var made = (FairwayObject)Record(kind);
        made.Metadata = new ObjectMeta
        {
            Name = kind.Name == "Cluster" ? "kubernetes-cluster" : "a",
            Namespace = ApiKind.Of(kind).Namespaced ? "a" : null,
        };
        return made;
    }

    /// <summary>One of the records that resources are made of.</summary>
    public object Record(Type type)
    {
        var made = Activator.CreateInstance(type)!;
        foreach (var property in ApiRecords.PropertiesOf(type).Where(p => p.DeclaringType == type))
        {
            property.SetValue(made, OfProperty(property));
        }

        return isFull ? made : Consistent(made);
    }

    /// <summary>What rules across properties ask for.</summary>
    private object Consistent(object made) => made switch
    {
        DangerOverride { Rule: null } one => one with { Kind = one.Kind ?? "Service", Path = one.Path ?? "spec.type" },
        DangerOverride one => one with { Kind = null, Path = null },
        WindowSchedule { Rule: null } one => one with { Cron = one.Cron ?? "0 22 * * *", Start = null },
        WindowSchedule one => one with { Cron = null, Start = "2026-01-05T22:00" },
        ReleaseWindowSpec { Schedules: null or { Count: 0 }, Dates: null or { Count: 0 } } one => one with
        {
            Dates = [new WindowDates { From = Day, Until = Day }],
        },
        RolloutPace pace => pace with
        {
            MaxSurge = pace.Recreate ? null : pace.MaxSurge,
            MaxUnavailable = IntOrPercent.Count(1),
        },
        Stage { Tasks: { } tasks } stage => stage with
        {
            // A stage deploys once.
            Tasks = [.. tasks.Where((task, i) => task.Type != TaskType.Deploy
                || tasks.Take(i).All(other => other.Type != TaskType.Deploy))],
        },
        StageTask task => task with
        {
            RunAfter = null,
            Wait = Of(task.Wait, task.Type == TaskType.Wait),
            Check = Of(task.Check, task.Type == TaskType.Check),
            Approve = Of(task.Approve, task.Type == TaskType.Approve),
            Run = Of(task.Run, task.Type == TaskType.Run),
            Notify = Of(task.Notify, task.Type == TaskType.Notify),
        },
        CanaryTestDemands demands => demands with
        {
            Names = demands.Selector is null ? demands.Names ?? ["a"] : null,
        },
        RolloutPolicy policy => policy with { MaxUnavailable = IntOrPercent.Count(1) },
        _ => made,
    };

    private T? Of<T>(T? drawn, bool isWanted)
        where T : class =>
        isWanted ? drawn ?? (T)Record(typeof(T)) : null;

    private object? OfProperty(PropertyInfo property)
    {
        var isOptional = property.GetCustomAttribute<RequiredAttribute>() is null
            && new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;
        if (isOptional && !isFull && random.Next(2) == 0)
        {
            return null;
        }

        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (!type.IsGenericType)
        {
            return Scalar(type, property);
        }

        var least = property.GetCustomAttribute<MinLengthAttribute>()?.Length ?? 0;
        var count = random.Next(isFull ? Math.Max(least, 1) : least, 4);
        return type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)
            ? Enumerable.Range(0, count).ToDictionary(i => $"key{i}", _ => Text(1, 20))
            : List(type.GenericTypeArguments[0], count, property);
    }

    private Array List(Type item, int count, PropertyInfo property)
    {
        var list = Array.CreateInstance(item, count);
        for (var i = 0; i < count; i++)
        {
            list.SetValue(Scalar(item, property), i);
        }

        var key = property.GetCustomAttribute<MapListAttribute>()?.Keys[0];
        return key is null ? list : Distinct(list, item, key);
    }

    // What a map list holds is told apart by its key.
    private static Array Distinct(Array list, Type item, string key)
    {
        var property = item.GetProperties().Single(p => string.Equals(p.Name, key, StringComparison.OrdinalIgnoreCase));
        var kept = list.Cast<object>().DistinctBy(property.GetValue).ToArray();
        var result = Array.CreateInstance(item, kept.Length);
        kept.CopyTo(result, 0);
        return result;
    }

    private object Scalar(Type type, PropertyInfo property) => type switch
    {
        _ when type == typeof(string) => TextOf(property),
        _ when type == typeof(bool) => random.Next(2) == 0,
        _ when type == typeof(int) => Number(property),
        _ when type == typeof(long) => random.NextInt64(),
        _ when type == typeof(DateTimeOffset) => DateTimeOffset.FromUnixTimeMilliseconds(random.NextInt64(1L << 41)),
        _ when type == typeof(Duration) => new Duration(TimeSpan.FromMilliseconds(random.Next())),
        _ when type == typeof(IntOrPercent) => random.Next(2) == 0
            ? IntOrPercent.Count(random.Next())
            : IntOrPercent.Percent(random.Next(101)),
        _ when type == typeof(JsonObject) => new JsonObject { [Text(1, 5)] = new JsonArray(1, "two", null, true) },
        { IsEnum: true } => Enum.GetValues(type).GetValue(random.Next(Enum.GetValues(type).Length))!,
        _ when type == typeof(OwnerReference) => new OwnerReference("v1", "Node", "n", "u", true),
        _ => Record(type),
    };

    private int Number(PropertyInfo property) =>
        property.GetCustomAttribute<RangeAttribute>() is { Minimum: int least, Maximum: int most }
            ? random.Next(least, most + 1)
            : random.Next();

    private string TextOf(PropertyInfo property)
    {
        var isList = property.PropertyType.IsGenericType;
        var some = property.GetCustomAttribute<AllowedValuesAttribute>()?.Values.Cast<string>().ToArray()
            ?? (property.GetCustomAttribute<RegularExpressionAttribute>() is { Pattern: var p } ? Texts[p] : null);
        var longest = property.GetCustomAttribute<MaxLengthAttribute>() is { Length: var most } && !isList ? most : 40;
        return some is null ? Text(1, Math.Min(longest, 40)) : some[random.Next(some.Length)];
    }

    private string Text(int shortest, int longest)
    {
        string[] letters = ["a", "Z", "0", " ", "-", ".", "/", "\"", "\\", "é", "日", "🚢", "\n", "\t", "<", "true"];
        var text = new StringBuilder();
        for (var left = random.Next(shortest, longest + 1); left > 0; left--)
        {
            text.Append(letters[random.Next(letters.Length)]);
        }

        return text.Length <= longest ? text.ToString() : "a";
    }
}
