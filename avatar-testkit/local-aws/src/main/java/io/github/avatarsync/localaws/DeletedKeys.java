package io.github.avatarsync.localaws;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The keys in the body of a DeleteObjects request. */
final class DeletedKeys {
    private DeletedKeys() {}

    static List<String> in(byte[] body) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        List<String> keys = new ArrayList<>();
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(body));
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamReader.START_ELEMENT
                        && reader.getLocalName().equals("Key")) {
                    keys.add(reader.getElementText());
                }
            }
            return keys;
        } catch (XMLStreamException e) {
            throw new Refusal(400, "MalformedXML", "The XML you provided was not well-formed or did not validate.");
        }
    }
}
