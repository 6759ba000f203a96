using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Validation;

/// <summary>Volumes of pods, and the sources of persistent volumes: of exactly one type each.</summary>
internal static class VolumeValidation
{
    // In the order in which the reference server looks: the second that it finds is the one it refuses.
    private static readonly string[] Types =
    [
        "emptyDir", "hostPath", "gitRepo", "gcePersistentDisk", "awsElasticBlockStore", "secret", "nfs", "iscsi",
        "glusterfs", "flocker", "persistentVolumeClaim", "rbd", "cinder", "cephfs", "quobyte", "downwardAPI", "fc",
        "configMap", "azureFile", "vsphereVolume", "photonPersistentDisk", "portworxVolume", "azureDisk", "storageos",
        "projected", "scaleIO", "csi", "ephemeral", "image", "local",
    ];

    private static readonly FrozenSet<string> Known = Types.ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] Projected =
        ["secret", "configMap", "downwardAPI", "serviceAccountToken", "clusterTrustBundle", "podCertificate"];

    /// <summary>Checks the volumes of a pod; the names of the good ones.</summary>
    public static NameSet Check(Field volumes)
    {
        var names = new NameSet();
        foreach (var volume in volumes.Items())
        {
            var before = volume.Errors;
            CheckSource(volume);
            var name = volume["name"];
            NameChecks.RequiredLabel(name);
            if (names.Has(name.Text))
            {
                name.Duplicate(name.Text);
            }

            if (volume.Errors == before)
            {
                names.Add(name.Text);
            }
        }

        return names;
    }

    /// <summary>Checks that there is exactly one source among the fields, and that source.</summary>
    public static void CheckSource(Field volume)
    {
        var found = 0;
        foreach (var type in Present(volume))
        {
            if (found++ > 0)
            {
                volume[type].Forbidden("may not specify more than 1 volume type");
            }
            else
            {
                CheckOne(volume[type], type);
            }
        }

        if (found == 0)
        {
            volume.Required("must specify a volume type");
        }
    }

    /// <summary>The types that are there. Nearly always one; only several need to be put in order.</summary>
    private static IReadOnlyList<string> Present(Field volume)
    {
        var found = new List<string>(1);
        foreach (var (name, value) in volume.Value as JsonObject ?? [])
        {
            if (value is not null && Known.Contains(name))
            {
                found.Add(name);
            }
        }

        return found.Count < 2 ? found : Array.FindAll(Types, found.Contains);
    }

    /// <summary>Whether the field is one of those that say where a volume comes from.</summary>
    public static bool IsSource(string field) => Known.Contains(field);

    private static void CheckOne(Field source, string type)
    {
        switch (type)
        {
            case "emptyDir" when ResourceValidation.Amount(source["sizeLimit"]) is { Sign: < 0 }:
                source["sizeLimit"].Forbidden("SizeLimit field must be a valid resource quantity");
                break;
            case "hostPath":
                CheckHostPath(source);
                break;
            case "nfs":
                CheckNfs(source);
                break;
            case "secret":
                CheckFiles(source, "secretName");
                break;
            case "configMap":
                CheckFiles(source, "name");
                break;
            case "persistentVolumeClaim" when source.TextOf("claimName").Length == 0:
                source["claimName"].Required();
                break;
            case "downwardAPI":
                CheckMode(source["defaultMode"]);
                CheckDownward(source["items"]);
                break;
            case "projected":
                CheckProjected(source);
                break;
            case "image":
                CheckImage(source);
                break;
            case "csi" when source.TextOf("driver").Length == 0:
                source["driver"].Required();
                break;
            case "ephemeral" when !source.Has("volumeClaimTemplate"):
                source["volumeClaimTemplate"].Required();
                break;
        }
    }

    private static void CheckHostPath(Field source)
    {
        var path = source["path"];
        if (path.Text.Length == 0)
        {
            path.Required();
            return;
        }

        NameChecks.NoWayUp(path, path.Text);
        if (source.TextOf("type").Length > 0)
        {
            source["type"].OneOf(
                "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket");
        }
    }

    private static void CheckNfs(Field source)
    {
        if (source.TextOf("server").Length == 0)
        {
            source["server"].Required();
        }

        var path = source["path"];
        if (path.Text.Length == 0)
        {
            path.Required();
        }
        else if (!path.Text.StartsWith('/'))
        {
            path.Invalid("must be an absolute path");
        }
    }

    private static void CheckFiles(Field source, string nameField)
    {
        if (source.TextOf(nameField).Length == 0)
        {
            source[nameField].Required();
        }

        CheckMode(source["defaultMode"]);
        foreach (var item in source["items"].Items())
        {
            if (item.TextOf("key").Length == 0)
            {
                item["key"].Required();
            }

            CheckFilePath(item["path"]);
            CheckMode(item["mode"]);
        }
    }

    private static void CheckFilePath(Field path)
    {
        if (path.Text.Length == 0)
        {
            path.Required();
            return;
        }

        NameChecks.RelativePath(path, path.Text);
        if (path.Text.StartsWith("..", StringComparison.Ordinal)
            && !path.Text.StartsWith("../", StringComparison.Ordinal))
        {
            path.Invalid("must not start with '..'");
        }
    }

    private static void CheckDownward(Field items)
    {
        foreach (var item in items.Items())
        {
            CheckFilePath(item["path"]);
            if (item.Has("fieldRef"))
            {
                EnvironmentValidation.CheckFileField(item["fieldRef"]);
            }
            else if (item.Has("resourceFieldRef"))
            {
                if (item["resourceFieldRef"].TextOf("containerName").Length == 0)
                {
                    item["resourceFieldRef"]["containerName"].Required();
                }

                EnvironmentValidation.CheckResource(item["resourceFieldRef"]);
            }
            else
            {
                item["fieldRef"].Required("one of fieldRef and resourceFieldRef is required");
            }

            CheckMode(item["mode"]);
        }
    }

    private static void CheckProjected(Field projected)
    {
        CheckMode(projected["defaultMode"]);
        foreach (var source in projected["sources"].Items())
        {
            var found = 0;
            foreach (var type in Projected)
            {
                if (source.Has(type) && ++found > 1)
                {
                    source[type].Forbidden("may not specify more than 1 volume type per source");
                }
            }

            if (source.Has("secret"))
            {
                CheckFiles(source["secret"], "name");
            }

            if (source.Has("configMap"))
            {
                CheckFiles(source["configMap"], "name");
            }

            CheckDownward(source["downwardAPI"]["items"]);
            if (source.Has("serviceAccountToken"))
            {
                CheckToken(source["serviceAccountToken"]);
            }
        }
    }

    private static void CheckToken(Field token)
    {
        if (token["expirationSeconds"] is { Number: < 600 } brief)
        {
            brief.Invalid("may not specify a duration less than 10 minutes");
        }

        if (token["expirationSeconds"] is { Number: > 1L << 32 } eternal)
        {
            eternal.Invalid("may not specify a duration larger than 2^32 seconds");
        }

        CheckFilePath(token["path"]);
    }

    private static void CheckImage(Field image)
    {
        if (image.TextOf("reference").Length == 0)
        {
            image["reference"].Required();
        }

        if (image["pullPolicy"] is { Text.Length: > 0 } policy)
        {
            policy.OneOf("Always", "IfNotPresent", "Never");
        }
    }

    private static void CheckMode(Field mode)
    {
        if (mode.Number is < 0 or > 0x1FF)
        {
            mode.Invalid("must be a number between 0 and 0777 (octal), both inclusive");
        }
    }
}
