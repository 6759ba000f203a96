using System.Text;
using Fairway.Kube;
using Fairway.Twin.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Fairway.Tests.Twin.Storage;

/// <summary>Small objects for tests of the store.</summary>
internal static class Sample
{
    public const string Pods = "pods";

    public static StoreOptions Options(IStoreJournal? journal = null) =>
        new() { Time = new FakeTimeProvider(), Journal = journal };

    public static ObjectKey Key(string name, string ns = "default") => new(ns, name);

    public static ObjectDraft Draft(ObjectKey key, string content = "")
    {
        var uid = new Guid(key.Name.Length, 0, 0, new byte[8]).ToString();
        var names = $"\"name\":\"{key.Name}\",\"namespace\":\"{key.Namespace}\",\"uid\":\"{uid}\"";
        var head = $"{{\"metadata\":{{{names},\"resourceVersion\":\"";
        var json = head + "\",\"labels\":{\"app\":\"" + content + "\"}},\"data\":\"" + content + "\"}";
        return new ObjectDraft
        {
            Key = key,
            Uid = uid,
            Labels = LabelSet.From([KeyValuePair.Create("app", content)]),
            Json = Encoding.UTF8.GetBytes(json),
            RevisionAt = Encoding.UTF8.GetByteCount(head),
        };
    }

    public static StoreWrite Create(string name, string content = "", string resource = Pods) =>
        new StoreWrite.Create(resource, Draft(Key(name), content));

    public static StoreWrite Replace(string name, long expected, string content = "", string resource = Pods) =>
        new StoreWrite.Replace(resource, Draft(Key(name), content), expected);

    public static StoreWrite Delete(string name, long expected, string resource = Pods) =>
        new StoreWrite.Delete(resource, Draft(Key(name), "gone"), expected);

    public static string Text(StoredObject stored) => Encoding.UTF8.GetString(stored.Json.Span);
}
